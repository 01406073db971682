"""What needs a right: what is to come and what is not published, shown as far as grants reach."""
