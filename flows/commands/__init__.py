"""The commands of `motcua`, by what they are about."""
