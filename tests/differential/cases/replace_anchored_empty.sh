A=abc
curl --data-binary "${A/#/pre-} ${A/%/-post}" http://x
