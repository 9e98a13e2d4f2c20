curl --json '[-9223372036854775807]' http://localhost # want: number-loses-precision
