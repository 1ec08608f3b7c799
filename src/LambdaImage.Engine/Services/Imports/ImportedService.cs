using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Another tool's file in the keys of lambda-image.yml. Deploying from the file and writing it down both start here, so that they
/// cannot differ.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="File">Absolute path of its file.</param>
/// <param name="Root">The configuration, in which every place is one of their file.</param>
/// <param name="Unsupported">What had no counterpart.</param>
internal sealed record ImportedService(string Tool, string File, ConfigurationMap Root, IReadOnlyList<ImportGap> Unsupported)
{
    /// <summary>Whether it has functions made of images.</summary>
    public bool HasFunctions => Root.Find("functions") is ConfigurationMap { Members.Count: > 0 };

    /// <summary>Whether it describes a function of that name.</summary>
    public bool Names(string function) => Root.Find("functions") is ConfigurationMap map
        && map.Members.Any(member => member.Name == function || (member.Value as ConfigurationMap)?.Find("name") is ConfigurationText { Text: var name } && name == function);

    /// <summary>Whether what is missing matters to any of these functions.</summary>
    public bool Concerns(ImportGap gap, IReadOnlyList<string> functions) => Root.Find("functions") is not ConfigurationMap map
        || !map.Members.Select(member => member.Name).Except(functions).Any(other => gap.Key.Contains($".{other}.", StringComparison.Ordinal));
}
