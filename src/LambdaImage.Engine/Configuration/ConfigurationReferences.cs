using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Configuration;

/// <summary>Fills in references: <c>${stage}</c>, <c>${service}</c>, <c>${var:NAME}</c>, <c>${env:NAME}</c> and <c>${env:NAME, default}</c>, where the
/// default may be <c>env:OTHER</c>; <c>$${</c> is a plain <c>${</c>. Nothing is ever evaluated.</summary>
/// <param name="stage">The stage.</param>
/// <param name="variable">Gives variables of the environment.</param>
internal sealed partial class ConfigurationReferences(string stage, Func<string, string?> variable)
{
    /// <summary>Variables that repeat each other grow exponentially; nobody writes values that long.</summary>
    private const int LongestText = 64 * 1024;

    // Each is worked out once: a chain of variables that name the one before ten times would never end.
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    private ConfigurationMap _variables = new(new ConfigurationPlace(""), []);
    private string? _service;

    /// <summary>The configuration with everything filled in and without <c>variables</c>.</summary>
    /// <exception cref="LambdaImageException">A reference leads nowhere, or round in a circle.</exception>
    public ConfigurationMap Fill(ConfigurationMap root)
    {
        _variables = root.Find("variables") as ConfigurationMap ?? _variables;
        _service = root.Find("service") is ConfigurationText service ? Text(service, mustKnow: true) : null;
        var ours = ConfigurationKeys.Service.Members.Where(key => key.Name != "images").Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        return root with
        {
            Members =
            [
                .. root.Members.Where(member => member.Name != "variables")
                    .Select(member => member with { Value = Node(member.Value, mustKnow: ours.Contains(member.Name)) }),
            ],
        };
    }

    /// <summary>One text with everything filled in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mustKnow">Whether a name that is no reference of ours is a mistake; where a Dockerfile is made of the text, it is the Dockerfile's.</param>
    public string Text(ConfigurationText text, bool mustKnow) => Expand(text, mustKnow, []);

    private ConfigurationNode Node(ConfigurationNode node, bool mustKnow) => node switch
    {
        ConfigurationText text when text.Text.Contains("${", StringComparison.Ordinal) => text with { Text = Expand(text, mustKnow, []), IsQuoted = true },
        ConfigurationList list => list with { Items = [.. list.Items.Select(item => Node(item, mustKnow))] },
        ConfigurationMap map => map with { Members = [.. map.Members.Select(member => member with { Value = Node(member.Value, mustKnow) })] },
        _ => node,
    };

    private string Expand(ConfigurationText text, bool mustKnow, IReadOnlyList<string> open)
    {
        var length = 0;
        return Reference().Replace(text.Text, match =>
        {
            if (match.Value.StartsWith("$$", StringComparison.Ordinal)) return match.Value[1..];
            var name = match.Groups["name"].Value.Trim();
            var value = Value(name, text.Place, mustKnow, open);
            if (value is not null && (length += value.Length) > LongestText) throw ConfigurationErrors.TooLong(text.Place, name, LongestText);
            return value ?? match.Value;
        });
    }

    private string? Value(string name, ConfigurationPlace place, bool mustKnow, IReadOnlyList<string> open)
    {
        if (name == "stage") return stage;
        if (name == "service") return _service ?? throw ConfigurationErrors.Unresolved(place, name, "the file names no service", "Add service: NAME to it.");
        if (name.StartsWith("env:", StringComparison.Ordinal)) return FromEnvironment(name, place);
        if (name.StartsWith("var:", StringComparison.Ordinal)) return FromVariables(name, place, open);
        if (mustKnow || name.Contains(':', StringComparison.Ordinal) && !name.Contains(":-", StringComparison.Ordinal) && !name.Contains(":+", StringComparison.Ordinal))
        {
            throw ConfigurationErrors.Unresolved(
                place, name, "there is no such reference",
                _variables.Find(name) is null ? "There are ${stage}, ${service}, ${var:NAME} and ${env:NAME, default}; $${ stands for a plain ${." : $"Did you mean ${{var:{name}}}?");
        }

        return null;
    }

    private string FromEnvironment(string name, ConfigurationPlace place)
    {
        var parts = name["env:".Length..].Split(',', 2, StringSplitOptions.TrimEntries);
        if (variable(parts[0]) is { } value) return value;
        if (parts.Length > 1) return parts[1].StartsWith("env:", StringComparison.Ordinal) ? FromEnvironment(parts[1], place) : Unquoted(parts[1]);
        throw ConfigurationErrors.Unresolved(
            place, name, $"the environment has no variable {parts[0]}", $"Set it, or give it a default: ${{env:{parts[0]}, value}}.");
    }

    private static string Unquoted(string text) => text is ['\'', .. var single, '\''] ? single : text is ['"', .. var twice, '"'] ? twice : text;

    private string FromVariables(string name, ConfigurationPlace place, IReadOnlyList<string> open)
    {
        var key = name["var:".Length..];
        if (open.Contains(key)) throw ConfigurationErrors.Unresolved(place, name, $"it refers to itself: {string.Join(" → ", [.. open, key])}", "Give one of them a value of its own.");
        if (_known.TryGetValue(key, out var known)) return known;
        if (_variables.Find(key) is ConfigurationText text) return _known[key] = Expand(text, mustKnow: true, [.. open, key]);
        var nearest = NearestName.Of(key, _variables.Members.Select(member => member.Name));
        throw ConfigurationErrors.Unresolved(place, name, $"there is no {key} in variables", nearest is null ? $"Add variables: {{ {key}: … }} to the file." : $"Did you mean ${{var:{nearest}}}?");
    }

    [GeneratedRegex(@"\$?\$\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
