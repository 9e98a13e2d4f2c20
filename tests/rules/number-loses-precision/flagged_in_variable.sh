ID=1234567890123456789 # want: number-loses-precision
curl --json "{\"snowflake\": $ID}" http://localhost
