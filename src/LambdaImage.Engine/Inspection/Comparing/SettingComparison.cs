using System.Text.Json;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Inspection.Comparing;

/// <summary>Compares what two images say about how they are run.</summary>
internal static class SettingComparison
{
    /// <returns>What differs. Values that look like secrets are masked.</returns>
    public static IReadOnlyList<ImageSettingDifference> Of(ImageConfig reference, ImageConfig difference)
    {
        var (before, after) = (Settings(reference), Settings(difference));
        return
        [
            .. before.Keys.Concat(after.Keys.Where(name => !before.ContainsKey(name)))
                .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
                .Select(name => new ImageSettingDifference(name, Shown(name, before.GetValueOrDefault(name)), Shown(name, after.GetValueOrDefault(name)))),
        ];
    }

    /// <summary>Every setting by its name, in the order of a Dockerfile's reader: what it is for, how it starts, then the rest.</summary>
    private static Dictionary<string, string> Settings(ImageConfig image)
    {
        var config = image.Config ?? new ContainerConfig();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        Set("Architecture", image.Variant is null ? image.Architecture : $"{image.Architecture}/{image.Variant}");
        Set("Os", image.Os);
        Set("Entrypoint", Words(config.Entrypoint));
        Set("Cmd", Words(config.Cmd));
        Set("WorkingDir", config.WorkingDir);
        Set("User", config.User);
        foreach (var pair in config.Env ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            settings["Env " + (equals < 0 ? pair : pair[..equals])] = equals < 0 ? "" : pair[(equals + 1)..];
        }

        foreach (var (name, value) in config.Labels ?? []) settings["Label " + name] = value;
        Set("ExposedPorts", Words(config.ExposedPorts?.Keys));
        Set("Volumes", Words(config.Volumes?.Keys));
        Set("StopSignal", config.StopSignal);
        Set("Shell", Words(config.Shell));
        Set("OnBuild", Words(config.OnBuild));
        foreach (var (name, value) in config.Others ?? new Dictionary<string, JsonElement>()) Set(name, value.GetRawText());
        return settings;

        // As builders do: nothing said, and an empty list or text, are the same.
        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) settings[name] = value;
        }
    }

    private static string? Words(IEnumerable<string>? words) => words is null || !words.Any() ? null : System.Text.Encoding.UTF8.GetString(OciJson.Write<IReadOnlyList<string>>([.. words]));

    private static string? Shown(string name, string? value) => value is null ? null
        : VisibleSecrets.IsLikely(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]) ? SecretMask.Mask
        : SecretMask.Apply(value);
}
