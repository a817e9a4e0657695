"""What other people's programs read off our files: clients of a Statuspage, feed readers, calendars' own tests aside."""
