namespace LambdaImage.Engine.Processes;

/// <summary>Keeps the last lines of an output of any length.</summary>
internal sealed class OutputTail(int capacity)
{
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        if (_lines.Count == capacity) _lines.Dequeue();
        _lines.Enqueue(line);
    }

    /// <summary>The lines kept, oldest first.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];
}
