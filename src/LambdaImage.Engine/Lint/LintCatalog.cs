using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint.Rules;

namespace LambdaImage.Engine.Lint;

/// <summary>Every rule, by name. A test finds one that is missing here, in docs/lint.md or in tests/vectors/lint.</summary>
internal static class LintCatalog
{
    /// <summary>The page that explains the rules.</summary>
    public const string Page = "docs/lint.md";

    public static IReadOnlyList<ILintRule> All { get; } =
    [
        new AdapterMisplaced(),
        new AdapterVariable(),
        new AdapterWithoutEntrypoint(),
        new AddInsteadOfCopy(),
        new AptForPeople(),
        new AptRecommends(),
        new AptUpdateAlone(),
        new ArchitectureClash(),
        new BackslashNotDoubled(),
        new BaseDeprecated(),
        new BaseUnpinned(),
        new BaseWithoutDigest(),
        new BrefArchitecture(),
        new BrefEntrypoint(),
        new BrefExtension(),
        new BrefImageGone(),
        new BrefPackageMissing(),
        new BrefRuntimeMissing(),
        new CertificatesUnchecked(),
        new CommandRepeated(),
        new CopyBeforeInstall(),
        new CopyIgnored(),
        new CopyNotFound(),
        new CrlfScript(),
        new DevDependenciesInImage(),
        new DevelopmentServer(),
        new DockerfileInvalid(),
        new DockerignoreMissing(),
        new EntrypointIsLink(),
        new EntrypointNotAbsolute(),
        new EnvOldForm(),
        new ExposeIgnored(),
        new FolderClosed(),
        new HandlerMissing(),
        new HandlerNotInContext(),
        new HealthCheckIgnored(),
        new ImageTooLarge(),
        new InstallNotFromLock(),
        new InstallWithoutYes(),
        new JsonFormBroken(),
        new LambdaLayerUsed(),
        new MaintainerOld(),
        new NoLastingEffect(),
        new NotExecutable(),
        new NotReadable(),
        new NpmCacheReadOnly(),
        new PackageCacheLeft(),
        new PackageManagerWrong(),
        new PackageMissing(),
        new PipCacheLeft(),
        new PipedDownload(),
        new PipefailMissing(),
        new PlatformFixed(),
        new RuntimeClientMissing(),
        new RuntimeVersionClash(),
        new SecretFileCopied(),
        new SecretInImage(),
        new ShellForm(),
        new ShellMissing(),
        new SnapStartNotAllowed(),
        new StageDuplicate(),
        new StageUnknown(),
        new StageUnused(),
        new StopSignalIgnored(),
        new SudoUsed(),
        new SuppressionUnknown(),
        new SuppressionUnused(),
        new TmpIsEmpty(),
        new UserIgnored(),
        new VariableUndefined(),
        new VolumeIgnored(),
        new WorkdirRelative(),
        new WriteOutsideTmp(),
    ];

    /// <summary>The rule of a name, whatever its case; null when there is none.</summary>
    public static ILintRule? Find(string id) => All.FirstOrDefault(rule => rule.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name that was probably meant; null when none is alike.</summary>
    public static string? Nearest(string id) => DockerfileReaderSpelling.Nearest(id, All.Select(rule => rule.Id));

    /// <summary>Where a rule is explained.</summary>
    public static string UrlOf(string id) => $"{Page}#{id.ToLowerInvariant()}";
}
