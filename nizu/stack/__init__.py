"""Servers and processes of one portal on one machine: `make demo`, `make dev`, and the servers of the tests.

Read in this order: `state` (the folder), `children` (one process), `postgres` and `valkey` (the two
servers), `servers` (both together), `port`, `supervisor` (everything, in order). Only the standard library
is imported at the top of these modules, so that `manage.py` and the test run can use them before Django.
"""
