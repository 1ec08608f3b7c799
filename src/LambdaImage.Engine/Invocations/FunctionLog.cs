namespace LambdaImage.Engine.Invocations;

/// <summary>Takes what a container prints, and divides it among the invocations.</summary>
/// <param name="onLine">Takes each line as well.</param>
internal sealed class FunctionLog(Action<string> onLine)
{
    private readonly object _gate = new();
    private List<string> _lines = [];

    /// <summary>Begins the log of the next invocation. It grows until the next is begun.</summary>
    public IReadOnlyList<string> Begin()
    {
        lock (_gate) return _lines = [];
    }

    public void Add(string line)
    {
        lock (_gate) _lines.Add(line);
        onLine(line);
    }
}
