# What a function exports stays exported behind a command with an assignment before it.
f() {
    export B20=1
    export B21=2
    export B22=3
    export B23=4
    export B24=5
    export B25=6
    export B26=7
    export B27=8
    export B28=9
    export B29=10
    export B30=11
    export B31=12
}
P=1 f
echo '{"b20": "$B20", "b21": "$B21", "b22": "$B22", "b23": "$B23", "b24": "$B24", "b25": "$B25", "b26": "$B26", "b27": "$B27", "b28": "$B28", "b29": "$B29", "b30": "$B30", "b31": "$B31"}' | envsubst | curl -d @- http://x
