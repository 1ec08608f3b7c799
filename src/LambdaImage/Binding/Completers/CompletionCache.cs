using System.Collections.Concurrent;

namespace LambdaImage.Binding.Completers;

/// <summary>Keeps answers for a while, and waits for none longer than somebody who is typing does.</summary>
internal sealed class CompletionCache(TimeProvider time)
{
    /// <summary>After this the Tab key would feel broken. The answer, when it comes, is there for the next try.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Long enough for one line to be typed, short enough for what was made meanwhile to be found.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<object, Entry> _entries = new();

    /// <summary>The answer; none when there is none in time.</summary>
    public IReadOnlyList<Completion> Find(object question, Func<Task<IReadOnlyList<Completion>>> ask)
    {
        foreach (var old in _entries.Where(each => IsOver(each.Value))) _entries.TryRemove(old);
        var entry = _entries.GetOrAdd(question, _ => new(time.GetTimestamp(), new(async () => await ask())));
        try
        {
            return entry.Answer.Value.WaitAsync(Patience, time).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            // A line that is being typed is no place for errors; the command itself will say what is wrong.
            return [];
        }
    }

    private bool IsOver(Entry entry) =>
        time.GetElapsedTime(entry.Asked) > Lifetime || (entry.Answer.IsValueCreated && entry.Answer.Value is { IsCompleted: true, IsCompletedSuccessfully: false });

    private sealed record Entry(long Asked, Lazy<Task<IReadOnlyList<Completion>>> Answer);
}
