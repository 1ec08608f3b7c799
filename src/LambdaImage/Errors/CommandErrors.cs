namespace LambdaImage.Errors;

/// <summary>Failures that the command line itself can have, before the engine is asked.</summary>
internal static class CommandErrors
{
    public static LambdaImageException Unexpected(Exception defect) => new(
        ErrorKind.Unexpected,
        $"LambdaImage failed in a way it does not know: {FirstLine(defect.Message)} ({defect.GetType().Name})",
        "Run the command again with -Debug and report its last lines as a defect of LambdaImage.",
        inner: defect);

    public static LambdaImageException PathUnusable(string path, string reason) => new(
        ErrorKind.RequestInvalid,
        $"The path '{path}' cannot be used: {FirstLine(reason)}",
        "Give a path of the file system; use -LiteralPath where a name holds brackets or other wildcard characters.",
        path);

    public static LambdaImageException PathElsewhere(string path, string provider) =>
        PathUnusable(path, $"it belongs to {provider}.");

    public static LambdaImageException NothingMatches(string pattern) => new(
        ErrorKind.ProjectNotFound,
        $"No folder matches '{pattern}'.",
        "Check the spelling; use -LiteralPath where a name holds brackets or other wildcard characters.",
        pattern);

    public static LambdaImageException NoImageMatches(string pattern) => new(
        ErrorKind.ImageNotFound,
        $"No archive and no folder matches '{pattern}'.",
        "Check the spelling; use -LiteralPath where a name holds brackets or other wildcard characters.",
        pattern);

    public static LambdaImageException NoEventMatches(string pattern) => new(
        ErrorKind.RequestInvalid,
        $"No file matches '{pattern}', where events should be.",
        "Check the spelling, or give the event itself: -Payload '{\"key\": \"value\"}'.",
        pattern);

    public static LambdaImageException EventUnreadable(string path, string reason) => new(
        ErrorKind.RequestInvalid,
        $"The event in '{path}' cannot be read: {FirstLine(reason)}",
        "Check the path, or give the event itself: -Payload '{\"key\": \"value\"}'.",
        path);

    public static LambdaImageException HalfAKey(string given, string missing) => new(
        ErrorKind.RequestInvalid,
        $"-{given} was given without -{missing}.",
        $"Give -AccessKey and -SecretKey together (with -SessionToken for temporary keys), or neither.",
        given);

    public static LambdaImageException CredentialUnreadable(string source, string reason) => new(
        ErrorKind.CredentialsRejected,
        $"The AWS credentials of {source} cannot be read: {FirstLine(reason)}",
        "Give an object as AWS.Tools makes it (Get-AWSCredential, New-AWSCredential), or use -ProfileName.",
        source);

    public static LambdaImageException ChoiceTooLate(string parameters, string source) => new(
        ErrorKind.RequestInvalid,
        $"{parameters} cannot be changed any more: the {source} that was given has them decided.",
        "Give them to Get-LambdaProject or New-LambdaDockerfile instead.",
        parameters);

    public static LambdaImageException NoSuchFunction(string name, IReadOnlyList<string> functions) => new(
        ErrorKind.RequestInvalid,
        $"-FunctionCommand has a command for '{name}', which is not among the functions: {string.Join(", ", functions)}.",
        "Name it in -FunctionName too, or take it out of -FunctionCommand.",
        name);

    public static LambdaImageException KeyMissing(string parameter, string key) => new(
        ErrorKind.RequestInvalid,
        $"A table of -{parameter} has no {key}.",
        $"Give -{parameter} @{{ StatementId = 'events'; Principal = 'events.amazonaws.com'; SourceArn = 'arn:…' }}.",
        parameter);

    public static LambdaImageException KeyUnknown(string parameter, string key, IEnumerable<string> known) => new(
        ErrorKind.RequestInvalid,
        $"A table of -{parameter} has a key '{key}', which means nothing.",
        $"Keys of -{parameter} are {string.Join(", ", known)}.",
        parameter);

    public static LambdaImageException KeyUnreadable(string parameter, string key, string value, string allowed) => new(
        ErrorKind.RequestInvalid,
        $"The value '{value}' of {key} in -{parameter} cannot be used.",
        $"{key} is {allowed}.",
        parameter);

    public static LambdaImageException NotOneValue(string name) => new(
        ErrorKind.RequestInvalid,
        $"The value of '{name}' is a table or list, where one value should be.",
        $"Give '{name}' as text; ConvertTo-Json -Compress makes a text of a table or list, -join ',' one of a list.",
        name);

    public static LambdaImageException Needs(string given, string missing) => new(
        ErrorKind.RequestInvalid,
        $"-{given} says nothing without -{missing}.",
        $"Give -{missing} too.",
        given);

    public static LambdaImageException NobodyToAsk(string deed, Exception inner) => new(
        ErrorKind.RequestInvalid,
        $"{deed} That has to be confirmed, and here nobody can be asked.",
        "Add -Confirm:$false to agree beforehand, or -WhatIf to see what would be done.",
        inner: inner);

    public static LambdaImageException NotAnImage(string path) => new(
        ErrorKind.ImageInvalid,
        $"The folder '{path}' is no OCI image layout: it has no file 'oci-layout'.",
        $"To publish a project, build it first: Build-LambdaImage '{path}' | Publish-LambdaImage.",
        path);

    public static LambdaImageException FindingsTooSevere(int count, LintSeverity limit) => new(
        ErrorKind.DockerfileRejected,
        count == 1
            ? $"One finding is as severe as -FailOn {limit} or more so."
            : $"{count} findings are as severe as -FailOn {limit} or more so.",
        "Follow the remedy of each finding, or write '# lambda-image: ignore=RuleId reason' above the instruction.");

    private static string FirstLine(string text) => text.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd('\r');
}
