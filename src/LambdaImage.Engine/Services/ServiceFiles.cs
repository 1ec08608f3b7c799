using System.Globalization;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Services.Imports;

namespace LambdaImage.Engine.Services;

/// <summary>Finds the service of a folder: in lambda-image.yml, or in another tool's file where that is missing.</summary>
internal sealed class ServiceFiles(IEnvironment environment)
{
    private const int MostKeysShown = 5;

    /// <summary>The service; null when the folder describes no functions, or when functions were named that only AWS knows.</summary>
    /// <param name="request">The folder.</param>
    /// <param name="functions">Functions that the user named.</param>
    /// <param name="session">Whose Region and profile another tool's file may ask for.</param>
    /// <param name="reporter">Told what has no counterpart here.</param>
    /// <exception cref="LambdaImageException">A file has what it should not have.</exception>
    public ServiceDefinition? Find(ProjectRequest request, IReadOnlyList<string> functions, AwsSession session, IWorkReporter reporter)
    {
        var folder = Path.GetFullPath(request.Path);
        if (ConfigurationFile.Find(folder, request.Configuration) is { } own)
        {
            var root = WithSettings(ConfigurationFile.Read(own, request.Stage, environment.Get), request);
            return root.Find("functions") is ConfigurationMap { Members.Count: > 0 } || root.Find("images") is not null
                ? new ServiceReader(root, own, request).Read()
                : null;
        }

        // Who chooses a mode means the folder itself.
        if (request.Dockerfile is not null || request.Image is not null || request.Framework is not null) return null;
        if (new ImportCatalog(environment).Find(folder, null, new ImportOptions(request.Stage, session.Region, session.ProfileName)) is not { HasFunctions: true } imported) return null;
        if (functions.Count > 0 && !functions.All(imported.Names)) return null;
        ImportGap[] gaps = [.. imported.Unsupported.Where(gap => functions.Count == 0 || imported.Concerns(gap, functions))];
        foreach (var missing in gaps)
        {
            if (missing.Blocks)
                throw ServiceErrors.Foreign(missing.Place, $"{missing.Key}: {missing.Reason}", missing.Instead);
            reporter.Log(LogLevel.Verbose, $"{missing.Place.Short}: {missing.Key} is left out: {missing.Reason}. {missing.Instead}");
        }

        if (gaps.Length > 0) reporter.Log(LogLevel.Warning, LeftOut(imported, gaps));
        reporter.Log(LogLevel.Verbose, $"The service comes from {imported.File} ({imported.Tool}).");
        return new ServiceReader(
            WithSettings(new ConfigurationStage(request.Stage, environment.Get).Apply(imported.Root, imported.File), request), imported.File, request, folder).Read();
    }

    private static string LeftOut(ImportedService imported, ImportGap[] gaps)
    {
        var keys = string.Join(", ", gaps.Take(MostKeysShown).Select(gap => gap.Key)) + (gaps.Length > MostKeysShown ? ", …" : "");
        var count = gaps.Length == 1 ? "1 key has" : string.Create(CultureInfo.InvariantCulture, $"{gaps.Length} keys have");
        return $"{Path.GetFileName(imported.File)}: {count} no counterpart and {(gaps.Length == 1 ? "is" : "are")} left out: {keys}. "
            + "Import-LambdaImageConfiguration lists them in Unsupported, each with its reason and what to do instead.";
    }

    /// <summary>The images that a folder's lambda-image.yml has built; empty when it describes one project only.</summary>
    /// <exception cref="LambdaImageException">The file has what it should not have.</exception>
    public IReadOnlyList<ServiceImage> FindImages(ProjectRequest request)
    {
        // An existing image, or a mode that was chosen, has nothing to do with the file's images.
        if (request.Dockerfile is not null || request.Image is not null || request.Framework is not null || !Directory.Exists(request.Path)) return [];
        if (PathOf(request) is not { } own) return [];
        var root = WithSettings(ConfigurationFile.Read(own, request.Stage, environment.Get), request);
        return root.Find("images") is null ? [] : [.. new ServiceReader(root, own, request).Read().Images.Where(image => image.Project is not null)];
    }

    /// <summary>Absolute path of the folder's own file; null: there is none.</summary>
    public string? PathOf(ProjectRequest request) => ConfigurationFile.Find(Path.GetFullPath(request.Path), request.Configuration);

    private static ConfigurationMap WithSettings(ConfigurationMap root, ProjectRequest request)
    {
        string[] own = [.. ConfigurationKeys.Service.Members.Select(key => key.Name)];
        return root.With(ConfigurationSettings.Read(request.Settings.Where(setting => own.Contains(setting.Key.Split('.')[0], StringComparer.OrdinalIgnoreCase))));
    }
}
