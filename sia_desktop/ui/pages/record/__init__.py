"""The page of one record of any form."""
