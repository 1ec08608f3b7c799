namespace LambdaImage.Engine.Invocations.RuntimeApi;

/// <summary>An event on its way to the function.</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Payload">Its JSON.</param>
/// <param name="Deadline">When the function must have answered.</param>
internal sealed record FunctionEvent(string RequestId, ReadOnlyMemory<byte> Payload, DateTimeOffset Deadline)
{
    private readonly TaskCompletionSource<FunctionAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>ARN of the function, as programs read it.</summary>
    public required string FunctionArn { get; init; }

    /// <summary>JSON of the caller's context; null: there is none.</summary>
    public string? ClientContext { get; init; }

    /// <summary>Ends with the answer.</summary>
    public Task<FunctionAnswer> Answer => _answer.Task;

    /// <returns>Whether it was the first answer.</returns>
    public bool Complete(FunctionAnswer answer) => _answer.TrySetResult(answer);
}
