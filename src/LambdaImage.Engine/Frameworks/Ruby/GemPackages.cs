using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Debian packages that gems need to compile and to run.</summary>
internal static class GemPackages
{
    private static readonly Dictionary<string, (string[] Build, string[] Run)> Table = new(StringComparer.Ordinal)
    {
        ["charlock_holmes"] = (["libicu-dev", "zlib1g-dev"], ["libicu-dev"]),
        ["image_processing"] = ([], ["imagemagick", "libvips"]),
        ["mini_magick"] = ([], ["imagemagick"]),
        ["mysql2"] = (["default-libmysqlclient-dev"], ["default-mysql-client"]),
        ["nokogiri"] = (["libxml2-dev", "libxslt1-dev"], ["libxml2", "libxslt1.1"]),
        ["pg"] = (["libpq-dev"], ["libpq5"]),
        ["psych"] = (["libyaml-dev"], ["libyaml-0-2"]),
        ["rmagick"] = (["libmagickwand-dev"], ["imagemagick"]),
        ["ruby-vips"] = ([], ["libvips"]),
        ["sqlite3"] = (["libsqlite3-dev"], ["libsqlite3-0"]),
        ["trilogy"] = (["libssl-dev"], []),
    };

    /// <summary>What every Rails project compiles with, and git for gems that come from repositories.</summary>
    private static readonly string[] Always = ["build-essential", "git", "libyaml-dev", "pkg-config"];

    public static IReadOnlyList<string> Build(Gemfile gems) =>
        Sorted(Always.Concat(Rows(gems).SelectMany(row => row.Build)));

    public static IReadOnlyList<string> Run(Gemfile gems) =>
        Sorted(Rows(gems).SelectMany(row => row.Run).Append("libyaml-0-2"));

    private static IEnumerable<(string[] Build, string[] Run)> Rows(Gemfile gems) =>
        Table.Where(row => gems.Find(row.Key) is not null && !IsPrecompiled(gems, row.Key)).Select(row => row.Value);

    /// <summary>Gems whose version names a Linux platform bring their libraries along.</summary>
    private static bool IsPrecompiled(Gemfile gems, string name) =>
        name is "nokogiri" or "sqlite3" && gems.Locked.Any(gem => gem.Name == name && gem.Constraint.Contains("-linux", StringComparison.Ordinal));

    private static string[] Sorted(IEnumerable<string> packages) =>
        [.. packages.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
