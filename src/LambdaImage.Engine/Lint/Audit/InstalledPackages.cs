namespace LambdaImage.Engine.Lint.Audit;

/// <summary>System packages that a stage has: those of its RUNs, and those that its base is known to bring. Names are
/// compared without versions, because <c>libicu72</c> is <c>libicu76</c> on the next Debian.</summary>
internal sealed class InstalledPackages
{
    /// <summary>Packages that bring the libraries of others along.</summary>
    private static readonly Dictionary<string, string[]> Bring = new(StringComparer.Ordinal)
    {
        ["build-essential"] = ["gcc", "g++", "make", "dpkg-dev"],
        ["build-base"] = ["gcc", "g++", "make"],
        ["gcc-c++"] = ["gcc", "g++"],
        ["g++"] = ["gcc", "build-essential"],
        ["gcc"] = ["build-essential"],
        ["default-libmysqlclient-dev"] = ["libmariadb", "libmariadb-dev"],
        ["default-mysql-client"] = ["libmariadb", "mariadb-client"],
        ["mariadb-client"] = ["libmariadb", "mariadb-connector-c"],
        ["mysql-client"] = ["libmariadb", "mariadb-connector-c", "mariadb-client"],
        ["libmariadb-dev"] = ["libmariadb", "default-libmysqlclient-dev"],
        ["postgresql-client"] = ["libpq"],
        ["postgresql"] = ["libpq"],
        ["imagemagick"] = ["libmagickwand", "libmagickcore"],
        ["libvips-tools"] = ["libvips"],
        ["ffmpeg"] = ["libavcodec"],
        ["git"] = ["git-core"],
        ["pkg-config"] = ["pkgconf"],
        ["pkgconf"] = ["pkg-config"],
        ["pkgconf-pkg-config"] = ["pkgconf"],
        ["chromium"] = ["chromium-sandbox"],
        ["google-chrome-stable"] = ["chromium", "chromium-sandbox"],
    };

    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);

    private InstalledPackages(StageView stage, IReadOnlyList<PackageCall> calls)
    {
        IsOpen = calls.Any(call => call.Packages.Any(package => package.Word.IsOpen)) || stage.Chain.SelectMany(one => one.Commands).Any(IsUnseen);
        foreach (var name in calls.SelectMany(call => call.Packages).Select(package => package.Name).Concat(BasePackages.Of(stage.Base))) Add(name);
    }

    /// <summary>Whether more may be installed than can be seen: package names in variables, or scripts.</summary>
    public bool IsOpen { get; }

    public static InstalledPackages In(StageView stage) =>
        new(stage, [.. PackageCall.In(stage.Chain.SelectMany(one => one.Commands)).Where(call => call.Installs)]);

    public bool Has(string package) => _stems.Contains(Stem(package));

    /// <summary>A name without what says that it is for compiling, and without versions: <c>libpq5</c> and
    /// <c>libpq-dev</c> are both <c>libpq</c>, for the one brings the other along.</summary>
    public static string Stem(string package)
    {
        var name = package.EndsWith("t64", StringComparison.Ordinal) ? package[..^3] : package;
        foreach (var ending in new[] { "-devel", "-dev", "-libs", "-lib" })
        {
            if (name.EndsWith(ending, StringComparison.Ordinal)) name = name[..^ending.Length];
        }

        var end = name.Length;
        for (var index = 3; index < name.Length; index++)
        {
            if (!char.IsAsciiDigit(name[index])) continue;
            end = name[index - 1] == '-' ? index - 1 : index;
            break;
        }

        return name[..end];
    }

    private void Add(string package)
    {
        _stems.Add(Stem(package));
        foreach (var more in Bring.GetValueOrDefault(package, [])) _stems.Add(Stem(more));
    }

    /// <summary>A command that may install anything.</summary>
    private static bool IsUnseen(StageCommand command) => command.Name is "install-php-extensions" or "xargs" or "ansible-playbook" or "make" or "dpkg" or "rpm" or "conda" or "mamba" or "nix" or "brew"
        || command.Command.Words[0].Text is ['.', '/', ..] || command.Name.EndsWith(".sh", StringComparison.Ordinal)
        || (command.Name is "sh" or "bash" && command.Arguments.Any(word => !word.IsFlag));
}
