using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Finds out before YAML is loaded whether that would end: nesting costs stack, and lists as keys are compared
/// with all that their aliases stand for.</summary>
internal static class YamlGuard
{
    private const int DeepestNesting = 100;
    private const int MostEvents = 500_000;

    /// <summary>What is wrong and where; null when the text can be loaded.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static (string Problem, Mark Place)? Check(string text)
    {
        var parser = new Parser(new StringReader(text));
        // For every open map: whether its next child is a key.
        var open = new Stack<bool?>();
        for (var events = 0; parser.MoveNext(); events++)
        {
            var current = parser.Current!;
            if (events > MostEvents) return ($"it has more than {MostEvents} parts", current.Start);
            if (current is MappingEnd or SequenceEnd) open.Pop();
            if (current is not (NodeEvent or AnchorAlias)) continue;
            if (open.TryPop(out var isKey))
            {
                if (isKey == true && current is not Scalar) return ("a key is no plain text", current.Start);
                open.Push(isKey is { } key ? !key : null);
            }

            if (current is MappingStart) open.Push(true);
            if (current is SequenceStart) open.Push(null);
            if (open.Count > DeepestNesting) return ($"it is nested more than {DeepestNesting} levels deep", current.Start);
        }

        return null;
    }
}
