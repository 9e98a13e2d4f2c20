for n in {01..03} {a..c} {6..2..2} x{1,2}y; do curl --data-binary "$n" http://x; done
