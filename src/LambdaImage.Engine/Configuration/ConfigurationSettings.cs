using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Configuration;

/// <summary>Makes a configuration of what parameters give.</summary>
internal static class ConfigurationSettings
{
    /// <summary>All settings in one; a later one beats an earlier one.</summary>
    /// <exception cref="LambdaImageException">A key is unknown, or a value is not of its key's shape.</exception>
    public static ConfigurationMap Read(IEnumerable<ConfigurationSetting> settings) =>
        settings.Aggregate(new ConfigurationMap(new ConfigurationPlace(""), []), (all, setting) => all.With(ConfigurationCheck.Run(Tree(setting))));

    private static ConfigurationMap Tree(ConfigurationSetting setting)
    {
        var place = new ConfigurationPlace(setting.Source);
        var value = ConfigurationYaml.ReadValue(setting.Value, place);
        var names = Path(setting, place);
        return (ConfigurationMap)Enumerable.Reverse(names).Aggregate(value, (node, name) => new ConfigurationMap(place, [new ConfigurationMember(place, name, node)]));
    }

    /// <summary>The names on the way to the value. Below a map of variables there are no further sections: a dot is part of the name.</summary>
    private static string[] Path(ConfigurationSetting setting, ConfigurationPlace place)
    {
        List<string> names = [];
        var (key, rest) = (ConfigurationKeys.Root, setting.Key);
        while (rest.Length > 0)
        {
            if (key.Shape is ConfigurationShape.Variables or ConfigurationShape.Arguments or ConfigurationShape.Steps or ConfigurationShape.Map) return [.. names, rest];
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            var name = dot < 0 ? rest : rest[..dot];
            key = key.Shape == ConfigurationShape.Named ? key with { Shape = ConfigurationShape.Section }
                : key.Member(name, StringComparison.OrdinalIgnoreCase) ?? throw Unknown(setting, place);
            names.Add(name);
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }

        return names.Count > 0 ? [.. names] : throw Unknown(setting, place);
    }

    private static LambdaImageException Unknown(ConfigurationSetting setting, ConfigurationPlace place)
    {
        string[] known = [.. ConfigurationKeys.AllLeaves.Select(leaf => leaf.Path)];
        var last = NearestName.Plain(setting.Key[(setting.Key.LastIndexOf('.') + 1)..]);
        return ConfigurationErrors.UnknownSetting(place, setting.Key,
            known.FirstOrDefault(path => NearestName.Plain(path[(path.LastIndexOf('.') + 1)..]) == last) ?? NearestName.Of(setting.Key, known));
    }
}
