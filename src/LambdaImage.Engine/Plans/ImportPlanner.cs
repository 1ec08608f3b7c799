using System.Globalization;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Services.Imports;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans a lambda-image.yml of another tool's file.</summary>
internal sealed class ImportPlanner(EngineParts parts)
{
    public IPlan<ImportedConfiguration> Plan(ImportRequest request)
    {
        var folder = Path.GetFullPath(request.Path);
        if (!Directory.Exists(folder)) throw ProjectErrors.NotFound(folder);
        var catalog = new ImportCatalog(parts.Environment);
        var imported = catalog.Find(folder, request.From, new ImportOptions(request.Stage, request.Region, request.ProfileName, IsWritten: true)) ?? throw ServiceErrors.NothingToImport(folder, catalog.All.SelectMany(each => each.Files));
        var path = Path.Combine(folder, ConfigurationFile.Name);
        // What has no meaning there must not be written down either.
        ConfigurationCheck.Run(imported.Root, allowsReferences: true);
        var text = Text(imported, folder);
        var existing = ConfigurationFile.Find(folder, null);
        var isSame = existing is not null && File.ReadAllText(existing).ReplaceLineEndings("\n") == text;
        if (existing is not null && !isSame && !request.Force && !request.TextOnly) throw ServiceErrors.ConfigurationExists(existing);
        path = existing ?? path;
        var result = new ImportedConfiguration
        {
            Path = path,
            Text = text,
            Source = imported.File,
            Tool = imported.Tool,
            Written = !request.TextOnly,
            Images = Names(imported, "images"),
            Functions = Names(imported, "functions"),
            Unsupported = [.. imported.Unsupported.Select(gap => new UnsupportedSetting(
                gap.Key, Path.GetRelativePath(folder, gap.Place.Source).Replace('\\', '/'), gap.Place.Line ?? 1, gap.Reason, gap.Instead))],
        };
        if (request.TextOnly || isSame) return Plan<ImportedConfiguration>.Of(path, "Look at it", result);
        return new Plan<ImportedConfiguration>(path, $"Write it from {Path.GetRelativePath(folder, imported.File)} ({imported.Tool})", async (_, stop) =>
        {
            await WriteAsync(path, text, stop);
            return result;
        });
    }

    private static string Text(ImportedService imported, string folder)
    {
        var gaps = imported.Unsupported.Count;
        var from = Path.GetRelativePath(folder, imported.File).Replace('\\', '/');
        return $"# From {from} ({imported.Tool})"
            + (gaps == 0 ? ".\n" : string.Create(CultureInfo.InvariantCulture, $"; without counterpart: {gaps}, see the property Unsupported of Import-LambdaImageConfiguration.\n"))
            + ConfigurationWriter.Write(imported.Root);
    }

    private static string[] Names(ImportedService imported, string section) =>
        [.. (imported.Root.Find(section) as ConfigurationMap)?.Members.Select(member => member.Name) ?? []];

    /// <summary>Replaces the file in one step or not at all.</summary>
    private static async Task WriteAsync(string path, string text, CancellationToken cancel)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllTextAsync(temporary, text, cancel);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProjectErrors.DockerfileNotWritable(path, error);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }
}
