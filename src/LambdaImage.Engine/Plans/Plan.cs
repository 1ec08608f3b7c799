namespace LambdaImage.Engine.Plans;

/// <summary>A plan whose work is a function.</summary>
internal sealed class Plan<TResult>(string target, string action, Func<IWorkReporter, CancellationToken, Task<TResult>> run) : IPlan<TResult>
    where TResult : class
{
    public string Target => target;

    public string Action => action;

    public bool Changes { get; init; } = true;

    public bool CacheOnly { get; init; }

    /// <summary>The part of the action that comes first and that several plans of one run may have in common; null: there is none.</summary>
    public string? Preparation { get; init; }

    /// <summary>The part of the action that is this plan's alone; null: there is none.</summary>
    public string? Own { get; init; }

    /// <summary>The record as far as it is known before running, so that later steps can be planned; null: not even the digest is known.</summary>
    public TResult? Preview { get; init; }

    public Task<TResult> RunAsync(IWorkReporter reporter, CancellationToken cancel) => run(reporter, cancel);

    /// <summary>A plan that only tells what is already known.</summary>
    public static Plan<TResult> Of(string target, string action, TResult result) =>
        new(target, action, (_, _) => Task.FromResult(result)) { Changes = false, Preview = result };
}
