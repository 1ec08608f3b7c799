using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Installs gems on this machine for the image: only gems without native code, because Bundler compiles for the machine it runs on.</summary>
internal static class RubyHostForm
{
    /// <summary>Gems with native code that need nothing of the system and so are in no table.</summary>
    private static readonly HashSet<string> Native = new(StringComparer.Ordinal)
    {
        "bcrypt", "bcrypt_pbkdf", "bigdecimal", "bootsnap", "concurrent-ruby-ext", "date", "debug", "digest-crc", "ed25519", "erb", "fast_blank", "google-cloud-bigtable", "hiredis", "hiredis-client",
        "http_parser.rb", "io-console", "io-event", "jaro_winkler", "json", "levenshtein-ffi", "libdatadog", "llhttp-ffi", "mini_racer", "msgpack", "newrelic_rpm-ext", "nio4r", "oj", "ox", "puma_worker_killer",
        "racc", "racer", "rdiscount", "redcarpet", "sassc", "stackprof", "strscan", "stringio", "thin", "unf_ext", "unicorn", "websocket-driver", "yajl-ruby",
    };

    /// <summary>Says what this machine has to run.</summary>
    /// <exception cref="LambdaImageException">Something has to run in a container.</exception>
    public static void Install(Detection found, RubyNeeds needs, DockerfileBuilder file, bool needsClient, bool hasSteps, bool hasGems)
    {
        var options = file.Options;
        string[] packages = [.. options.Packages.All, .. options.Packages.Build, .. options.Packages.Deployment, .. needs.Run];
        if (hasSteps) throw RubyErrors.StepsOnHost($"{found.Framework.Name} is run while the image is built", found.Project.Path);
        if (needsClient) throw RubyErrors.StepsOnHost("The runtime client aws_lambda_ric, which is not in the Gemfile, is installed into the image", found.Project.Path);
        var gems = needs.Gems;
        if (gems?.Production.FirstOrDefault(gem => gem.Section != "GEM") is { } source) throw RubyErrors.SourcesOnHost(source.Dependency);
        if (gems?.Production.FirstOrDefault(gem => gem.Platform is not null || Native.Contains(gem.Dependency.Name) || IsCompiled(gem.Dependency.Name)) is { } native)
            throw RubyErrors.NativeOnHost(native.Dependency);
        if (packages.Length > 0) throw RubyErrors.StepsOnHost($"System packages are installed ({string.Join(", ", packages)})", needs.Image.Image);
        if (!hasGems) return;
        file.InstallOnHost(new HostInstall
        {
            Tool = "Bundler",
            Inputs = ["Gemfile", "Gemfile.lock", ".ruby-version", ".tool-versions", "vendor/cache", .. options.CopyBeforeInstall],
            Commands =
            [
                new("ruby", ["-e", $"abort 'Gems are installed for the Ruby they are used with: this machine has #{{RUBY_VERSION}}, the image {found.Runtime.Version}.' unless RUBY_VERSION.start_with?('{found.Runtime.Version}.')"]),
                new("bundle", ["install"])
                {
                    Environment = new Dictionary<string, string>
                    {
                        ["BUNDLE_DEPLOYMENT"] = "1", ["BUNDLE_PATH"] = RubyImage.BesideCode, ["BUNDLE_WITHOUT"] = "development:test", ["BUNDLE_FORCE_RUBY_PLATFORM"] = "true",
                    },
                },
                new("ruby", ["-e", $"native = Dir['{RubyImage.BesideCode}/**/*.{{so,bundle,dll}}']; abort \"These gems have native code, which was compiled for this machine: #{{native.join(' ')}}\" unless native.empty?"]),
            ],
            Result = ".",
        });
    }

    private static bool IsCompiled(string name) => GemTable.Table.Rows.FirstOrDefault(row => row.Dependency == name) is { } row && row.Debian.Split('|')[0].Trim().Length > 0;
}
