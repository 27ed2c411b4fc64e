"""Answers and refused rows in files: in parts, each whole or not there, and then as one."""
