using System.Collections.Concurrent;

namespace LambdaImage.Engine.Plans;

/// <summary>Says each warning once: rehearsing a step and then doing it must not warn twice.</summary>
internal sealed class Warnings
{
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);

    public void Say(IEnumerable<string> warnings, IWorkReporter reporter)
    {
        foreach (var warning in warnings)
        {
            if (_said.TryAdd(warning, true)) reporter.Log(LogLevel.Warning, warning);
        }
    }
}
