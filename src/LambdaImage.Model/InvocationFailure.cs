namespace LambdaImage;

/// <summary>Says what to do about an event that a function failed at.</summary>
public static class InvocationFailure
{
    private static readonly string[] ReadOnlySigns = ["Read-only file system", "EROFS"];

    /// <summary>The failure as an error.</summary>
    /// <param name="invocation">What came of the event.</param>
    /// <returns>The error; null: it succeeded.</returns>
    public static LambdaImageException? Failure(this LambdaImageInvocation invocation) => invocation.FunctionError is null ? null : new(
        ErrorKind.InvocationFailed,
        $"Function '{invocation.FunctionName}' failed {(invocation.InitFailed ? "to start" : "at " + (invocation.PayloadPath ?? "the event"))}: {invocation.ErrorType}"
            + (string.IsNullOrEmpty(invocation.ErrorMessage) ? "" : $": {invocation.ErrorMessage}"),
        Remedy(invocation),
        invocation.PayloadPath ?? invocation.FunctionName);

    private static string Remedy(LambdaImageInvocation invocation) => invocation.ErrorType switch
    {
        "Sandbox.Timedout" => "Give it the time that the function will have: Invoke-LambdaImage -Timeout 30s, and set the same with Update-LambdaFunctionImage -Timeout.",
        "Runtime.OutOfMemory" or "Runtime.ExitError" when invocation.ErrorMessage?.EndsWith("signal: killed", StringComparison.Ordinal) == true =>
            $"Give it more memory: Invoke-LambdaImage -MemorySize {invocation.MemorySize * 2}, and set the same with Update-LambdaFunctionImage -MemorySize.",
        "Runtime.InvalidEntrypoint" => "Let ENTRYPOINT be the absolute path of an executable in the image, for its processor: Test-LambdaDockerfile checks that. Or give another: Invoke-LambdaImage -EntryPoint",
        "Function.ResponseSizeTooLarge" => "Answer with less, stream the answer, or put it into Amazon S3.",
        "Extension.LaunchError" or "Extension.Crash" => "Let /opt/extensions hold executables only that register with Lambda's Extensions API, or remove what is in there.",
        _ when IsReadOnly(invocation) => "Write below /tmp: in Lambda everything else is read-only.",
        "Runtime.ExitError" when invocation.InitFailed =>
            "Its log tells why. A program that does not ask Lambda for events needs the runtime interface client of its language, an AWS base image, or the Lambda Web Adapter.",
        _ => "Correct the program: StackTrace and Log of the result tell where it failed.",
    };

    private static bool IsReadOnly(LambdaImageInvocation invocation) =>
        invocation.Log.Append(invocation.ErrorMessage ?? "").Any(line => ReadOnlySigns.Any(sign => line.Contains(sign, StringComparison.Ordinal)));
}
