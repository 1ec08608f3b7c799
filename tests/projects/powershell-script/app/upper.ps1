# The whole script runs for each event.
$name = "$($LambdaInput.name)"
$name.ToUpperInvariant()
