"""What is asked about and not decided in silence: dates, old encodings, unseen and contrary things."""
