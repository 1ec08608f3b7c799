using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Configuration;

/// <summary>What lambda-image.yml and the parameters say about a project. Parameters beat the file, key by key.</summary>
internal sealed class ProjectConfiguration
{
    private readonly ConfigurationValues _values;
    private readonly string _folder;

    private ProjectConfiguration(ConfigurationMap root, string folder, string? path)
    {
        _values = new ConfigurationValues(root);
        _folder = folder;
        Path = path;
        Options = ConfigurationOptions.Of(_values, place => FolderOf(place));
        CheckFiles();
    }

    /// <summary>Absolute path of the file; null when there is none.</summary>
    public string? Path { get; }

    public string? Framework => _values.Text("framework");

    public string? Handler => _values.Text("handler");

    public LambdaArchitecture? Architecture => LambdaArchitectures.Parse(_values.Text("architecture"));

    public string? RuntimeVersion => _values.Text("runtimeVersion");

    public string? Name => _values.Text("name");

    /// <summary>Absolute path of the project's own Dockerfile; null: not this mode.</summary>
    public string? Dockerfile => Place("dockerfile") is { } place ? System.IO.Path.GetFullPath(_values.Text("dockerfile")!, FolderOf(place)) : null;

    /// <summary>Reference or absolute path of an existing image; null: not this mode.</summary>
    public string? Image => Place("image") is { } place ? ImageAt(_values.Text("image")!, FolderOf(place)) : null;

    /// <summary>What is changed about the managed Dockerfile.</summary>
    public DockerfileOptions Options { get; }

    /// <summary>Reads what applies to a request.</summary>
    /// <exception cref="LambdaImageException">The file or a setting has what it should not have.</exception>
    /// <param name="request">What the user asked for.</param>
    /// <param name="variable">Gives variables of the environment.</param>
    public static ProjectConfiguration Read(ProjectRequest request, Func<string, string?> variable)
    {
        var folder = System.IO.Path.GetFullPath(request.Path);
        var settings = ConfigurationSettings.Read(request.Settings);
        // An existing image has nothing to do with what lies in the folder, which may be anybody's home.
        var path = request is { Image: not null, Configuration: null } ? null : ConfigurationFile.Find(folder, request.Configuration);
        return new ProjectConfiguration(path is null ? settings : ConfigurationFile.Read(path, request.Stage, variable).With(settings), folder, path);
    }

    /// <summary>Where a key stands; null when it is not given.</summary>
    public ConfigurationPlace? Place(string key) => _values.Place(key);

    /// <summary>Names and values of a key that holds such.</summary>
    public IReadOnlyList<ConfigurationMember> Members(string key) => (_values.Node(key) as ConfigurationMap)?.Members ?? [];

    /// <summary>What the file decided, key by key.</summary>
    public IEnumerable<Evidence> Evidence => ConfigurationKeys.Leaves
        .Select(leaf => (leaf.Path, leaf.Key, Place: Place(leaf.Path)))
        .Where(found => found.Place is { IsFile: true })
        .OrderBy(found => found.Place!.Line)
        .Select(found => new Evidence(
            System.IO.Path.GetRelativePath(_folder, found.Place!.Source).Replace('\\', '/'), found.Place.Line,
            $"{found.Path}: {Shown(_values.Node(found.Path)!)}", found.Key.Decides));

    /// <summary>Keys that say how a managed Dockerfile is made and mean nothing to a Dockerfile that is the user's own.</summary>
    public IEnumerable<string> WithoutEffectOn(BuildMode mode) => mode == BuildMode.Managed ? []
        : ConfigurationKeys.Leaves.Where(leaf => Place(leaf.Path) is not null && !MeansSomething(leaf.Path, mode))
            .Select(leaf => $"{Place(leaf.Path)!.Short}: {leaf.Path} has no effect: in {mode.ToString().ToLowerInvariant()} mode "
                + (mode == BuildMode.Custom ? "the Dockerfile is used as it is." : "nothing is built."));

    private static bool MeansSomething(string path, BuildMode mode) => path switch
    {
        "name" or "architecture" or "dockerfile" or "image" => true,
        "target" or "baseMirror" or "builder" or "network" or "cacheFrom" or "cacheTo" or "buildOptions" or "labels" or "sourceLabels" or "sbom" => mode == BuildMode.Custom,
        "framework" or "handler" or "runtimeVersion" or "ssh" or "secrets" or "normalizePermissions" => mode == BuildMode.Custom,
        _ => mode == BuildMode.Custom && path.StartsWith("buildArguments.", StringComparison.Ordinal),
    };

    private string FolderOf(ConfigurationPlace? place) => place is { IsFile: true } ? System.IO.Path.GetDirectoryName(place.Source)! : _folder;

    /// <summary>A layout or archive on disk is named by a path, everything else is a reference.</summary>
    private static string ImageAt(string text, string folder) =>
        System.IO.Path.GetFullPath(text, folder) is var path && System.IO.Path.Exists(path) ? path : text;

    private void CheckFiles()
    {
        if (Place("framework") is { } framework && FrameworkCatalog.All.All(known => NearestName.Plain(known.Name) != NearestName.Plain(Framework!)))
        {
            var names = FrameworkCatalog.All.Select(known => known.Name);
            throw ConfigurationErrors.UnknownFramework(framework, Framework!, NearestName.Of(Framework!, names), names);
        }

        if (Dockerfile is { } dockerfile && !File.Exists(dockerfile)) throw ConfigurationErrors.FileMissing(Place("dockerfile")!, "dockerfile", dockerfile);
        foreach (var (key, path) in HookFiles.Named(Options.Hooks))
        {
            if (path is { Length: > 0 } && !File.Exists(System.IO.Path.GetFullPath(path, _folder)))
                throw ConfigurationErrors.FileMissing(Place($"hooks.{key}")!, $"hooks.{key}", System.IO.Path.GetFullPath(path, _folder));
        }

        foreach (var item in _values.Items("copyBeforeInstall").OfType<ConfigurationText>())
        {
            var isPattern = item.Text.AsSpan().IndexOfAny('*', '?', '[') >= 0;
            if (!isPattern && !System.IO.Path.Exists(System.IO.Path.Combine(_folder, item.Text))) throw ConfigurationErrors.FileMissing(item.Place, "copyBeforeInstall", item.Text);
        }

        foreach (var item in _values.Items("ignore").OfType<ConfigurationText>())
        {
            try
            {
                DockerIgnore.Of([item.Text]);
            }
            catch (FormatException problem)
            {
                throw ConfigurationErrors.PatternInvalid(item.Place, item.Text, problem.Message);
            }
        }
    }

    /// <summary>Values of variables are left out: somebody may have put there what is nobody's business.</summary>
    private static string Shown(ConfigurationNode node) => node switch
    {
        ConfigurationText text => text.Text.Length == 0 ? "''" : text.Text,
        ConfigurationList list => string.Join(", ", list.Items.Select(item => item is ConfigurationMap map ? Shown(map.Find("id")!) : Shown(item))),
        ConfigurationMap map => string.Join(", ", map.Members.Select(member => member.Name)),
        _ => "",
    };
}
