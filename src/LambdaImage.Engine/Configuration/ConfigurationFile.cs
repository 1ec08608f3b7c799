using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Configuration;

/// <summary>Finds and reads lambda-image.yml.</summary>
internal static class ConfigurationFile
{
    /// <summary>The name that documentation uses.</summary>
    public const string Name = "lambda-image.yml";

    /// <summary>Nobody writes that much; a larger file is something else.</summary>
    private const int LargestFile = 256 * 1024;

    private static readonly string[] Names = [Name, "lambda-image.yaml"];

    /// <summary>The file that applies to a folder; null when there is none.</summary>
    /// <param name="folder">Absolute path of the project.</param>
    /// <param name="given">Path that the user gave; null for the usual names.</param>
    /// <exception cref="LambdaImageException">The file given does not exist, or there are two.</exception>
    public static string? Find(string folder, string? given)
    {
        if (given is not null) return Path.GetFullPath(given, folder) is var path && File.Exists(path) ? path : throw ConfigurationErrors.NotFound(path);
        string[] found = [.. Names.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        return found.Length < 2 ? found.FirstOrDefault() : throw ConfigurationErrors.Two(found[0], found[1]);
    }

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="stage">Stage whose changes count; null: what the file says, else dev.</param>
    /// <param name="variable">Gives variables of the environment.</param>
    /// <exception cref="LambdaImageException">It cannot be read, is not YAML, or has what it should not have.</exception>
    public static ConfigurationMap Read(string path, string? stage, Func<string, string?> variable)
    {
        string text;
        try
        {
            if (new FileInfo(path).Length > LargestFile) throw ProjectErrors.FileTooLarge(path, LargestFile);
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProjectErrors.FileUnreadable(path, error);
        }

        // An empty file, or one with comments only, decides nothing.
        var start = new ConfigurationPlace(path, 1, 1);
        return ConfigurationYaml.ReadFile(text, path) is { } root and not ConfigurationText { IsNothing: true }
            ? new ConfigurationStage(stage, variable).Apply(root, path)
            : new ConfigurationMap(start, []);
    }
}
