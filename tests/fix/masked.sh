# What tests of fixes share; sourced.
# shellcheck shell=bash

# masked FILE: prints it with UUID for every UUID of version 4: those that a fix writes differ from run
# to run.
masked() {
    sed -E 's/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/UUID/g' "$1"
}
