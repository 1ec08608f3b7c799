using LambdaImage.Loading;

namespace LambdaImage.Binding.Completers;

/// <summary>Completes with what the engine finds out: in the account, or in the project's files.</summary>
internal abstract class LiveCompleter : WordCompleter
{
    /// <summary>Nobody waits for an answer that takes longer: it is given up.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    // PowerShell makes a new completer for each press of the Tab key.
    private static readonly CompletionCache Cache = new(TimeProvider.System);

    /// <summary>What the engine finds; nothing where it cannot, or not in time.</summary>
    private protected static IReadOnlyList<Completion> Find(TypedCommand typed, CompletionRequest request)
    {
        try
        {
            var asked = request with { Session = typed.Session };
            // The way to the keys is another one each time.
            return Cache.Find((request with { Session = asked.Session with { Keys = null } }, typed.KeysOrigin), () => Task.Run(() => AskAsync(asked)));
        }
        catch (Exception)
        {
            // A drive that does not exist, for example: the command itself will say so.
            return [];
        }
    }

    private static async Task<IReadOnlyList<Completion>> AskAsync(CompletionRequest request)
    {
        using var limit = new CancellationTokenSource(Limit);
        var engine = EngineEntry.Create();
        try
        {
            return await ((ICompletionEngine)engine).CompleteAsync(request, limit.Token);
        }
        finally
        {
            (engine as IDisposable)?.Dispose();
        }
    }
}
