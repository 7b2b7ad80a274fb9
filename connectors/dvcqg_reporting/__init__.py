"""The figures of the 766 set (QĐ 766/QĐ-TTg) that the national portal publishes, asked for night by night."""
