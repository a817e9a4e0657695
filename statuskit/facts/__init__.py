"""What follows from the model at a moment: pure functions of records and `now`, an aware datetime in UTC."""
