using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using static LambdaImage.Engine.Configuration.ConfigurationShape;

namespace LambdaImage.Engine.Configuration;

/// <summary>Holds nodes against the keys that there are: every key known, every value of its shape.</summary>
internal sealed partial class ConfigurationCheck
{
    private readonly bool _allowsReferences;

    private ConfigurationCheck(bool allowsReferences) => _allowsReferences = allowsReferences;

    private static readonly ConfigurationKey Secret = new("secrets", Section, "a secret", "A secret.")
    {
        Members =
        [
            new("id", Text, "", "") { Pattern = SecretId(), Kind = "the id of a secret: letters, digits, '_', '.' and '-'" },
            new("variable", Text, "", "") { Pattern = VariableName(), Kind = "the name of a variable" },
            new("file", Text, "", "") { Pattern = AbsolutePath(), Kind = "an absolute path in the image" },
        ],
    };

    /// <summary>The keys of a secret that is more than an id.</summary>
    public static IReadOnlyList<ConfigurationKey> SecretKeys => Secret.Members;

    /// <summary>Checks a whole configuration.</summary>
    /// <returns>The same, with each key in its own spelling.</returns>
    /// <exception cref="LambdaImageException">A key is unknown, or a value is not of its key's shape.</exception>
    /// <param name="root">The configuration.</param>
    /// <param name="allowsReferences">Whether texts with <c>${…}</c> in them are let through: they are checked once it is filled in.</param>
    public static ConfigurationMap Run(ConfigurationNode root, bool allowsReferences = false) =>
        root is ConfigurationMap map ? new ConfigurationCheck(allowsReferences).Members(map, ConfigurationKeys.Root, "") : throw ConfigurationErrors.Expected(root.Place, "the file", "keys such as 'handler: app.handler'");

    private ConfigurationMap Members(ConfigurationMap map, ConfigurationKey section, string path)
    {
        List<ConfigurationMember> members = [];
        foreach (var member in map.Members)
        {
            // On the command line nobody minds about capitals.
            var key = section.Member(member.Name, member.Place.IsFile ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
                ?? throw Unknown(member, section, path);
            var name = ConfigurationKeys.Join(path, key.Name);
            // A section without anything in it is what is left when its keys are commented out.
            if (member.Value is ConfigurationText { IsNothing: true } && key.Shape is Section or Words or Variables or Arguments or Steps or Secrets or Map or Named) continue;
            members.Add(member with { Name = key.Name, Value = Value(member.Value, key, name) });
        }

        return map with { Members = members };
    }

    private ConfigurationNode Value(ConfigurationNode node, ConfigurationKey key, string name)
    {
        switch (key.Shape)
        {
            case Section:
                return node is ConfigurationMap section ? Members(section, key, name)
                    : throw ConfigurationErrors.Expected(node.Place, name, $"keys below it: {string.Join(", ", key.Members.Select(member => member.Name))}");
            case Words:
                var items = node is ConfigurationList list ? list.Items : [node];
                foreach (var item in items) Single(item, key, name);
                if ((name == "command" || name.EndsWith(".command", StringComparison.Ordinal) || key.Name == "entryPoint") && node is ConfigurationText one && one.Text.Any(char.IsWhiteSpace)) throw ConfigurationErrors.CommandIsOneWord(one.Place, name, one.Text);
                return new ConfigurationList(node.Place, items);
            case Variables or Arguments or Steps or Map:
                return Pairs(node, key, name);
            case Named:
                return Each(node, key, name);
            case Secrets:
                return new ConfigurationList(node.Place, [.. (node is ConfigurationList several ? several.Items : throw SecretsAre(node)).Select(SecretOf)]);
            default:
                return Single(node, key, name);
        }
    }

    private ConfigurationText Single(ConfigurationNode node, ConfigurationKey key, string name)
    {
        if (node is not ConfigurationText text) throw ConfigurationErrors.Expected(node.Place, name, Wanted(key));
        if (text.IsNothing || (text.Text.Length == 0 && !key.MayBeEmpty)) throw ConfigurationErrors.Missing(text.Place, name, Wanted(key), key.MayBeEmpty);
        if (_allowsReferences && text.Text.Contains("${", StringComparison.Ordinal)) return text;
        if (text.Text.Any(char.IsControl)) throw ConfigurationErrors.LineBreak(text.Place, name);
        return key.Shape switch
        {
            Number when !int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                throw ConfigurationErrors.Unfit(text.Place, name, text.Text, Wanted(key)),
            Flag when text.Text is not ("true" or "false" or "True" or "False") => throw ConfigurationErrors.Unfit(text.Place, name, text.Text, Wanted(key)),
            Port when !int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535 =>
                throw ConfigurationErrors.Unfit(text.Place, name, text.Text, Wanted(key)),
            Choice => text with { Text = Chosen(text, key, name) },
            _ when key.Pattern is { } pattern && !pattern.IsMatch(text.Text) => throw ConfigurationErrors.NotOfKind(text.Place, name, text.Text, key.Kind),
            _ => text,
        };
    }

    private static string Chosen(ConfigurationText text, ConfigurationKey key, string name)
    {
        if (key.Name == "architecture" && LambdaArchitectures.Parse(text.Text) is { } architecture) return architecture.ApiName();
        return key.Choices.FirstOrDefault(choice => choice.Equals(text.Text, StringComparison.OrdinalIgnoreCase))
            ?? throw ConfigurationErrors.NoSuchChoice(text.Place, name, text.Text, key.Choices, NearestName.Of(text.Text, key.Choices));
    }

    private ConfigurationMap Pairs(ConfigurationNode node, ConfigurationKey key, string name)
    {
        if (node is not ConfigurationMap map) throw ConfigurationErrors.Expected(node.Place, name, Wanted(key));
        foreach (var member in map.Members)
        {
            if (key.Shape != Map && !(key.Shape == Steps ? StepName() : VariableName()).IsMatch(member.Name))
                throw ConfigurationErrors.NotOfKind(member.Place, name, member.Name, key.Shape == Steps ? "the name of a step" : "the name of a variable");
            var path = ConfigurationKeys.Join(name, member.Name);
            if (member.Value is not ConfigurationText text) throw ConfigurationErrors.Expected(member.Value.Place, path, "a text");
            if (text.IsNothing && key.Shape != Arguments) throw ConfigurationErrors.Missing(member.Place, path, "a text", mayBeEmpty: true);
            if (!IsOfFunction(name) && text.Text.Any(char.IsControl)) throw ConfigurationErrors.LineBreak(text.Place, path);
        }

        return map;
    }

    /// <summary>What is never part of a Dockerfile may have line breaks: keys and certificates have.</summary>
    private static bool IsOfFunction(string name) =>
        name.Contains("functions.", StringComparison.Ordinal) || name.Contains("defaults.", StringComparison.Ordinal) || name.EndsWith("variables", StringComparison.Ordinal);

    /// <summary>A section for each name; a single text stands for the member that the key says.</summary>
    private ConfigurationMap Each(ConfigurationNode node, ConfigurationKey key, string name)
    {
        if (node is not ConfigurationMap map) throw ConfigurationErrors.Expected(node.Place, name, Wanted(key));
        List<ConfigurationMember> members = [];
        foreach (var member in map.Members)
        {
            if (key.Pattern is { } pattern && !pattern.IsMatch(member.Name)) throw ConfigurationErrors.NotOfKind(member.Place, name, member.Name, key.Kind);
            var path = ConfigurationKeys.Join(name, member.Name);
            var value = member.Value switch
            {
                ConfigurationText { IsNothing: true } nothing => new ConfigurationMap(nothing.Place, []),
                ConfigurationText text when key.ShortFor is { } shortFor =>
                    new ConfigurationMap(text.Place, [new ConfigurationMember(text.Place, shortFor(text.Text), text)]),
                _ => member.Value,
            };
            members.Add(member with
            {
                Value = value is ConfigurationMap section ? Members(section, key, path)
                    : throw ConfigurationErrors.Expected(value.Place, path, $"keys below it: {string.Join(", ", key.Members.Select(each => each.Name))}"),
            });
        }

        return map with { Members = members };
    }

    /// <summary>Whatever stands where a value could be is not shown: it may be the secret itself.</summary>
    private ConfigurationNode SecretOf(ConfigurationNode node)
    {
        if (node is ConfigurationMap map)
        {
            foreach (var member in map.Members)
            {
                if (Secret.Member(member.Name) is null) throw member.Name is "value" or "src" or "source" or "env" or "secret"
                    ? ConfigurationErrors.SecretValue(member.Place) : Unknown(member, Secret, "secrets");
            }

            if (map.Find("id") is null) throw ConfigurationErrors.SecretWithoutId(map.Place);
            return Members(map, Secret, "secrets");
        }

        return node is ConfigurationText { Text: var id } && SecretId().IsMatch(id)
            ? new ConfigurationMap(node.Place, [new ConfigurationMember(node.Place, "id", node)])
            : throw SecretsAre(node);
    }

    private static LambdaImageException SecretsAre(ConfigurationNode node) => ConfigurationErrors.SecretValue(node.Place);

    private static LambdaImageException Unknown(ConfigurationMember member, ConfigurationKey section, string path)
    {
        var nearest = NearestName.Of(member.Name, section.Members.Select(key => key.Name));
        // "variant" belongs below "base": the right name in the wrong section.
        var elsewhere = ConfigurationKeys.Leaves.Where(leaf => NearestName.Plain(leaf.Key.Name) == NearestName.Plain(member.Name)).Select(leaf => leaf.Path);
        var meant = nearest is not null && NearestName.Plain(nearest) == NearestName.Plain(member.Name) ? nearest : elsewhere.FirstOrDefault() ?? nearest;
        return ConfigurationErrors.UnknownKey(member.Place, ConfigurationKeys.Join(path, member.Name),
            meant is null ? null : section.Member(meant) is null ? meant : ConfigurationKeys.Join(path, meant), section.Members.Select(key => key.Name));
    }

    private static string Wanted(ConfigurationKey key) => key.Shape switch
    {
        Flag => "true or false",
        Port => "a port between 1 and 65535",
        Number => "a whole number",
        Map => "names with values, each on a line of its own: name: value",
        Named => "names with keys below each",
        Choice => $"one of {string.Join(", ", key.Choices)}",
        Words => "a list of texts",
        Variables or Arguments => "names with values, each on a line of its own: NAME: value",
        Steps => "steps with commands, each on a line of its own: build: npm run build",
        ConfigurationShape.File => "the path of a file",
        _ => "a text",
    };

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,128}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretId();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VariableName();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StepName();

    [GeneratedRegex(@"^/[^\s,]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AbsolutePath();
}
