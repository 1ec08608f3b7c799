using System.Globalization;

namespace LambdaImage.Engine.Configuration;

/// <summary>Takes values out of a checked configuration.</summary>
/// <param name="root">The configuration.</param>
internal sealed class ConfigurationValues(ConfigurationMap root)
{
    /// <summary>Where a key stands; null when it is not given.</summary>
    public ConfigurationPlace? Place(string path) => Member(path)?.Place;

    public string? Text(string path) => (Node(path) as ConfigurationText)?.Text;

    public bool? Flag(string path) => Text(path) is { } text ? text is "true" or "True" : null;

    public int? Number(string path) => Text(path) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public double? Percentage(string path) => Text(path) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    public TimeSpan? Duration(string path) => Text(path) is { } text ? Durations.Parse(text) : null;

    public TChoice? Choice<TChoice>(string path)
        where TChoice : struct, Enum => Text(path) is { } text ? Enum.Parse<TChoice>(text, ignoreCase: true) : null;

    public IReadOnlyList<string> Words(string path) => [.. Items(path).OfType<ConfigurationText>().Select(item => item.Text)];

    public IReadOnlyList<ConfigurationNode> Items(string path) => (Node(path) as ConfigurationList)?.Items ?? [];

    /// <summary>Names with values; a name without one has null.</summary>
    public IReadOnlyDictionary<string, string?> Pairs(string path) => ((Node(path) as ConfigurationMap)?.Members ?? [])
        .ToDictionary(member => member.Name, member => member.Value is ConfigurationText { IsNothing: false } text ? text.Text : null, StringComparer.Ordinal);

    /// <summary>The value of a key; null when it is not given.</summary>
    public ConfigurationNode? Node(string path) => Member(path)?.Value;

    private ConfigurationMember? Member(string path)
    {
        ConfigurationMember? found = null;
        var map = root;
        foreach (var name in path.Split('.'))
        {
            found = map?.Members.FirstOrDefault(member => member.Name == name);
            map = found?.Value as ConfigurationMap;
        }

        return found;
    }
}
