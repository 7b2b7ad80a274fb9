"""What officers see: the HTML page and the statutory forms, made only from a published warehouse file."""
