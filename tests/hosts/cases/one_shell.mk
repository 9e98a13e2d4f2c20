# want 7:5 request_id-must-be-UUID violates
.ONESHELL:
SHELL := /bin/bash
.PHONY: all
all:
	@set -e
	ID=abc
	curl https://api.example.com -d "{\"request_id\": \"$$ID\"}"
