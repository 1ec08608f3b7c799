namespace LambdaImage.Binding;

/// <summary>Makes the engine's request of what a user said about a function.</summary>
internal static class FunctionChoices
{
    /// <summary>The request, without the function's name and image.</summary>
    public static UpdateFunctionRequest ToRequest(this IFunctionParameters choices, AwsSession session) => new()
    {
        FunctionName = "",
        ImageUri = "",
        Settings = new()
        {
            Role = choices.Role,
            MemorySize = choices.MemorySize,
            Timeout = choices.Timeout,
            EphemeralStorage = choices.EphemeralStorage,
            Environment = Arguments.Pairs(choices.EnvironmentVariable),
            Command = choices.Command,
            EntryPoint = choices.EntryPoint,
            WorkingDirectory = choices.WorkingDirectory,
            Description = choices.Description,
        },
        Traffic = choices is ITrafficParameters traffic ? traffic.ToOptions() : new(),
        PublishVersion = choices.PublishVersion.IsPresent,
        Force = choices.Force.IsPresent,
        WaitTimeout = choices.WaitTimeoutSeconds is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : UpdateFunctionRequest.DefaultWaitTimeout,
        Session = session,
    };

    /// <summary>The request for an image that was published.</summary>
    public static UpdateFunctionRequest For(
        this UpdateFunctionRequest request, string functionName, PublishedLambdaImage image) => request with
        {
            FunctionName = functionName,
            ImageUri = image.ImageUri,
            Image = image,
            Architecture = image.Architecture,
        };
}
