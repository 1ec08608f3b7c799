namespace LambdaImage.Engine.Configuration;

/// <summary>A value as it was written, before anything is known about its meaning.</summary>
/// <param name="Place">Where it stands.</param>
internal abstract record ConfigurationNode(ConfigurationPlace Place);

/// <summary>A single value.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsQuoted">Whether it was written in quotes or as a block, so that it is nothing but text.</param>
internal sealed record ConfigurationText(ConfigurationPlace Place, string Text, bool IsQuoted) : ConfigurationNode(Place)
{
    /// <summary>Whether there is a key without a value. <see href="https://yaml.org/spec/1.2.2/#1032-tag-resolution"/></summary>
    public bool IsNothing => !IsQuoted && Text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>Several values in order.</summary>
internal sealed record ConfigurationList(ConfigurationPlace Place, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Place);

/// <summary>Values by name.</summary>
internal sealed record ConfigurationMap(ConfigurationPlace Place, IReadOnlyList<ConfigurationMember> Members) : ConfigurationNode(Place)
{
    /// <summary>The value of a name; null when there is none.</summary>
    public ConfigurationNode? Find(string name) => Members.FirstOrDefault(member => member.Name == name)?.Value;

    /// <summary>This with other values on top: maps are merged name by name, everything else is replaced.</summary>
    /// <param name="other">What goes on top.</param>
    /// <param name="addsLists">Whether lists are added to instead.</param>
    public ConfigurationMap With(ConfigurationMap other, bool addsLists = false) => this with
    {
        Members =
        [
            .. Members.Select(member => other.Find(member.Name) is { } value ? member.With(other.Place, value, addsLists) : member),
            .. other.Members.Where(member => Find(member.Name) is null),
        ],
    };
}

/// <summary>A name and its value.</summary>
/// <param name="Place">Where the name stands.</param>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
internal sealed record ConfigurationMember(ConfigurationPlace Place, string Name, ConfigurationNode Value)
{
    /// <summary>The same name with another value on top.</summary>
    public ConfigurationMember With(ConfigurationPlace place, ConfigurationNode value, bool addsLists = false) => (Value, value) switch
    {
        (ConfigurationMap own, ConfigurationMap other) => this with { Value = own.With(other, addsLists) },
        (ConfigurationList own, ConfigurationList other) when addsLists => this with { Value = own with { Items = [.. own.Items, .. other.Items] } },
        _ => this with { Place = place.IsFile ? Place : value.Place, Value = value },
    };
}
