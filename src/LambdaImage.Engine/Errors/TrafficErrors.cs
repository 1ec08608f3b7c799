namespace LambdaImage.Engine.Errors;

/// <summary>Failures of bringing traffic to a version, and of going back.</summary>
internal static class TrafficErrors
{
    public static LambdaImageException Invalid(string function, string problem, string remedy) => new(
        ErrorKind.RequestInvalid, problem, remedy, function);

    public static LambdaImageException AliasChangedMeanwhile(string function, string alias) => new(
        ErrorKind.FunctionBusy,
        $"Alias '{alias}' of function '{function}' was changed by somebody else meanwhile; their change was not overwritten.",
        $"See where it points (Get-LambdaFunctionRelease -FunctionName {function}), then run the command again.",
        function);

    public static LambdaImageException AliasIsSplit(string function, string alias, string routing, string main) => new(
        ErrorKind.FunctionBusy,
        $"Alias '{alias}' of function '{function}' divides its traffic already ({routing}): another canary is under way, or one was left behind.",
        $"Wait for it to end, or end it: Restore-LambdaFunctionImage -FunctionName {function} -Alias {alias} -Version {main} -AliasOnly, then run the command again.",
        function);

    public static LambdaImageException VersionsDiffer(string function, string alias, string version, string setting, string? old, string? wanted) => new(
        ErrorKind.RequestInvalid,
        $"Lambda divides traffic only between versions with the same {setting}: version {version} behind alias '{alias}' of function '{function}' has {old ?? "none"}, the new one would have {wanted ?? "none"}.",
        "Leave -Canary away for this release: the alias then moves at once.",
        function);

    public static LambdaImageException AlarmMissing(IReadOnlyList<string> names, string region) => new(
        ErrorKind.AlarmUnusable,
        $"There is no CloudWatch alarm {Quoted(names)} in {region}.",
        "Correct -Alarm: 'aws cloudwatch describe-alarms --query \"MetricAlarms[].AlarmName\"' lists them.",
        names[0]);

    public static LambdaImageException AlarmRings(string name, string? reason) => new(
        ErrorKind.AlarmUnusable,
        $"CloudWatch alarm '{name}' rings already: {Sentence(reason)} Nothing could be told from it about a new version.",
        "Wait until it is OK again, or leave it out of -Alarm.",
        name);

    public static LambdaImageException Alarmed(string function, string version, string name, string? reason) => new(
        ErrorKind.CanaryFailed,
        $"CloudWatch alarm '{name}' rang while version {version} of function '{function}' had a share of the traffic: {Sentence(reason)}",
        "Find the cause in the version's log, then release again.",
        function);

    public static LambdaImageException TooManyErrors(string function, string version, long errors, long invocations, double limit) => new(
        ErrorKind.CanaryFailed,
        FormattableString.Invariant($"{errors} of {invocations} invocations of version {version} of function '{function}' failed, and at most {limit:0.##} % may."),
        "Find the cause in the version's log, then release again; -MaxErrorPercent says how many may fail.",
        function);

    public static LambdaImageException SmokeFailed(string function, string version, string problem, string log) => new(
        ErrorKind.SmokeTestFailed,
        $"Version {version} of function '{function}' did not pass its test: {Sentence(problem)}{Tail(log)}",
        "Correct the program, or the test: -SmokePayload, -SmokeExpect.",
        function);

    public static LambdaImageException ReleaseInvocationFailed(string function, string version, string problem, string log) => new(
        ErrorKind.ReleaseCommandFailed,
        $"Version {version} of function '{function}' failed at its release event: {Sentence(problem)}{Tail(log)}",
        "Correct the command, then release again. What it did before it failed is not undone.",
        function);

    public static LambdaImageException ReleaseCommandFailed(string function, string command, string engine, int exitCode, string log) => new(
        ErrorKind.ReleaseCommandFailed,
        $"Release command '{command}' ended with exit code {exitCode} in the new image, run by {engine}; function '{function}' was not touched.{Tail(log)}",
        "Correct the command, then release again. What it did before it failed is not undone.",
        function);

    public static LambdaImageException NoContainerEngine(string reasons) => new(
        ErrorKind.BuilderUnavailable,
        $"A release command runs in a container, and no container engine is usable: {Sentence(reasons)}",
        "Start Docker or podman on this machine, or let the function do it: -ReleasePayload with an event that your program understands.");

    public static LambdaImageException EnvironmentHidden(string function, string reason) => new(
        ErrorKind.AccessDenied,
        $"The environment variables of function '{function}' cannot be read for the release command: {Sentence(reason)}",
        "Allow kms:Decrypt for the function's key, or give all variables with -EnvironmentVariable.",
        function);

    public static LambdaImageException VersionMissing(string function, string version) => new(
        ErrorKind.VersionNotFound,
        $"Function '{function}' has no version {version}.",
        $"Choose one that Get-LambdaFunctionRelease -FunctionName {function} lists.",
        function);

    public static LambdaImageException NothingBefore(string function, string from) => new(
        ErrorKind.VersionNotFound,
        $"There is nothing to go back to: function '{function}' has no published version with another image than {from}.",
        "Publish versions from now on (-PublishVersion or -Alias when updating), or give -ImageUri with the digest to go back to.",
        function);

    public static LambdaImageException NoVersionOfImage(string function, string image, string alias) => new(
        ErrorKind.VersionNotFound,
        $"No version of function '{function}' runs {image}, and alias '{alias}' can only point at versions.",
        $"Release it as a new version: Update-LambdaFunctionImage -FunctionName {function} -ImageUri {image} -Alias {alias}",
        function);

    public static LambdaImageException AliasMissing(string function, string alias) => new(
        ErrorKind.VersionNotFound,
        $"Function '{function}' has no alias '{alias}'.",
        $"Correct -Alias, or create it with a release: Update-LambdaFunctionImage -FunctionName {function} -Alias {alias}",
        function);

    public static LambdaImageException ImageGone(string function, string version, string imageUri) => new(
        ErrorKind.ImageNotFound,
        $"Version {version} of function '{function}' runs {imageUri}, which is no longer in Amazon ECR.",
        "Publish that image again, or go back to another version: Get-LambdaFunctionRelease shows which images are still there.",
        imageUri);

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    private static string Tail(string log) => log.Length == 0 ? "" : $" The end of its log:\n{log}";

    private static string Sentence(string? text)
    {
        var plain = (text ?? "").Trim();
        return plain.Length == 0 ? "no reason was given." : plain[^1] is '.' or '!' or '?' or '…' ? plain : plain + ".";
    }
}
