using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Configuration;

/// <summary>Makes of a file what counts in one stage: puts the stage's own values on top, then fills in what <c>${…}</c> refers to.</summary>
/// <param name="stage">The stage; null: what the file says, else dev.</param>
/// <param name="variable">Gives variables of the environment.</param>
internal sealed class ConfigurationStage(string? stage, Func<string, string?> variable)
{
    private static readonly string[] ServiceKeys = [.. ConfigurationKeys.Root.Members.Except(ConfigurationKeys.Image.Members).Select(key => key.Name)];

    /// <summary>Whether a file describes a service. All others are about one project, and their <c>${…}</c> are those of a Dockerfile.</summary>
    public static bool IsService(ConfigurationMap root) => root.Members.Any(member => ServiceKeys.Contains(member.Name));

    /// <summary>Checks a file and gives what counts.</summary>
    /// <exception cref="LambdaImageException">It has what it should not have, or lacks what it refers to.</exception>
    public ConfigurationMap Apply(ConfigurationNode root, string path)
    {
        if (root is not ConfigurationMap map || !IsService(map)) return ConfigurationCheck.Run(root);
        // As it is first, so that stages that do not count now are right all the same.
        var whole = ConfigurationCheck.Run(map, allowsReferences: true);
        var name = stage ?? (whole.Find("stage") as ConfigurationText)?.Text ?? PublishRequest.DefaultStage;
        var references = new ConfigurationReferences(name, variable);
        if (stage is null && name.Contains("${", StringComparison.Ordinal))
        {
            name = references.Text((ConfigurationText)whole.Find("stage")!, mustKnow: true);
            references = new ConfigurationReferences(name, variable);
        }

        var filled = references.Fill(Staged(whole, name, path));
        return ConfigurationCheck.Run(filled with { Members = [.. filled.Members.Where(member => member.Name != "stage"), Stage(filled.Place, name)] });
    }

    private static ConfigurationMember Stage(ConfigurationPlace place, string name) => new(place, "stage", new ConfigurationText(place, name, IsQuoted: true));

    private static ConfigurationMap Staged(ConfigurationMap whole, string name, string path)
    {
        var stages = (whole.Find("stages") as ConfigurationMap)?.Members ?? [];
        var own = stages.FirstOrDefault(each => each.Name == name)?.Value as ConfigurationMap;
        // Who writes stages down means to name all that there are; dev is what one gets without having said anything.
        if (stages.Count > 0 && own is null && name != PublishRequest.DefaultStage)
            throw ConfigurationErrors.NoSuchStage(path, name, stages.Select(each => each.Name), NearestName.Of(name, stages.Select(each => each.Name)));
        var rest = whole with { Members = [.. whole.Members.Where(member => member.Name != "stages")] };
        return own is null ? rest : rest.With(own);
    }
}
