namespace LambdaImage.Engine.Configuration;

/// <summary>Makes the options of a managed Dockerfile of a configuration.</summary>
internal static class ConfigurationOptions
{
    /// <param name="values">The configuration.</param>
    /// <param name="folderOf">The folder that paths given in a place are relative to.</param>
    public static DockerfileOptions Of(ConfigurationValues values, Func<ConfigurationPlace?, string> folderOf)
    {
        return new DockerfileOptions
        {
            Base = new()
            {
                Image = values.Text("base.image"),
                Name = values.Text("base.name"),
                Tag = values.Text("base.tag"),
                Variant = values.Text("base.variant"),
                Distribution = values.Choice<LinuxDistribution>("base.distribution"),
            },
            PinBase = values.Flag("base.pin"),
            Packages = new()
            {
                Auto = values.Flag("packages.auto"),
                All = values.Words("packages.all"),
                Build = values.Words("packages.build"),
                Deployment = values.Words("packages.deployment"),
            },
            Environment = Given(values.Pairs("environment")),
            BuildArguments = new()
            {
                Top = values.Pairs("buildArguments.top"),
                Build = values.Pairs("buildArguments.build"),
                Deployment = values.Pairs("buildArguments.deployment"),
            },
            Secrets = [.. values.Items("secrets").OfType<ConfigurationMap>().Select(Secret)],
            Ssh = values.Flag("ssh"),
            CopyBeforeInstall = [.. values.Words("copyBeforeInstall").Select(path => path.Replace('\\', '/').TrimEnd('/'))],
            Hooks = new()
            {
                BeforeBuild = Hook("beforeBuild"),
                AfterBuild = Hook("afterBuild"),
                BeforeDeployment = Hook("beforeDeployment"),
                AfterDeployment = Hook("afterDeployment"),
            },
            // False is what one writes to leave something out.
            Commands = Given(values.Pairs("commands")).ToDictionary(step => step.Key, step => step.Value is "false" or "False" ? "" : step.Value, StringComparer.Ordinal),
            User = values.Text("user"),
            NormalizePermissions = values.Flag("normalizePermissions"),
            WebAdapter = Adapter(values),
            Command = values.Words("command"),
            CacheMounts = values.Flag("cacheMounts"),
            ForceRubyPlatform = values.Flag("forceRubyPlatform"),
            DependencyInstall = values.Choice<DependencyInstall>("dependencyInstall"),
            Ignore = values.Words("ignore"),
            Labels = Given(values.Pairs("labels")),
            SourceLabels = values.Flag("sourceLabels"),
            Sbom = values.Flag("sbom"),
            Target = values.Text("target"),
            BaseMirror = values.Text("baseMirror"),
            Builder = values.Text("builder"),
            Network = values.Text("network"),
            CacheFrom = values.Words("cacheFrom"),
            CacheTo = values.Words("cacheTo"),
            BuildOptions = values.Words("buildOptions"),
        };

        // Relative to the project where that is possible, so that records do not differ from machine to machine.
        string? Hook(string name)
        {
            if (values.Text($"hooks.{name}") is not { Length: > 0 } path) return values.Text($"hooks.{name}");
            var relative = Path.GetRelativePath(folderOf(null), Path.GetFullPath(path, folderOf(values.Place($"hooks.{name}"))));
            return relative.Replace('\\', '/');
        }
    }

    private static WebAdapterOptions Adapter(ConfigurationValues values) => new()
    {
        Image = values.Text("webAdapter.image"),
        Port = values.Number("webAdapter.port"),
        ReadinessPort = values.Number("webAdapter.readinessPort"),
        ReadinessPath = values.Text("webAdapter.readinessPath"),
        ReadinessProtocol = values.Text("webAdapter.readinessProtocol"),
        HealthyStatus = values.Text("webAdapter.healthyStatus"),
        AsyncInit = values.Flag("webAdapter.asyncInit"),
        InvokeMode = values.Text("webAdapter.invokeMode"),
        Compression = values.Flag("webAdapter.compression"),
        RemoveBasePath = values.Text("webAdapter.removeBasePath"),
        PassThroughPath = values.Text("webAdapter.passThroughPath"),
        ErrorStatusCodes = values.Text("webAdapter.errorStatusCodes"),
        AuthorizationSource = values.Text("webAdapter.authorizationSource"),
    };

    private static BuildSecret Secret(ConfigurationMap map) => new(Text(map, "id")!, Text(map, "variable"), Text(map, "file"));

    private static string? Text(ConfigurationMap map, string name) => (map.Find(name) as ConfigurationText)?.Text;

    private static IReadOnlyDictionary<string, string> Given(IReadOnlyDictionary<string, string?> pairs) =>
        pairs.ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);
}
