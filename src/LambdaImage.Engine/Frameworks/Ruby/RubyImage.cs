using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>Writes what all Ruby images share: the gems in a stage of their own, the image with gems and code.</summary>
internal sealed class RubyImage
{
    private static readonly string[] Ignored = ["log", "tmp", "node_modules", "storage", "test", "spec", "coverage", "vendor/bundle", ".bundle", "config/master.key", "config/credentials/*.key"];

    private readonly Detection _found;
    private readonly DockerfileBuilder _file;
    private readonly RubyNeeds _needs;

    private RubyImage(Detection found, DockerfileBuilder file, RubyNeeds needs) => (_found, _file, _needs) = (found, file, needs);

    /// <summary>Whether AWS's runtime client is in the base image.</summary>
    public bool IsLambda => _needs.Image.IsLambda;

    /// <summary>Folder of <c>ruby</c> and <c>bundle</c>.</summary>
    public string Programs => IsLambda ? "/var/lang/bin" : "/usr/local/bin";

    /// <summary>A shell for commands that need one.</summary>
    public string Shell => _needs.Image.Distribution == LinuxDistribution.Alpine ? "/bin/sh" : "/bin/bash";

    /// <summary>Where gems of a handler are: where AWS's image looks for them, too.</summary>
    public const string BesideCode = "vendor/bundle";

    /// <summary>Where gems of an application are that is built: apart from its code, which changes more often.</summary>
    private const string Apart = "/usr/local/bundle";

    private const string Client = "/opt/runtime-client";

    private string _bundle = BesideCode;

    public Gemfile? Gems => _needs.Gems;

    /// <summary>The program that speaks Lambda's protocol, on images that are not Lambda's own.</summary>
    public IReadOnlyList<string> RuntimeClient => Gems?.Find("aws_lambda_ric") is null ? [$"{Client}/bin/aws_lambda_ric"] : [$"{Programs}/bundle", "exec", "aws_lambda_ric"];

    private string AbsoluteBundle => _bundle.StartsWith('/') ? _bundle : $"{LambdaBaseImages.TaskRoot}/{_bundle}";

    private bool HasGems => Gems is { } gems && (gems.Declared.Count > 0 || gems.Locked.Count > 0);

    public static RubyImage Plan(Detection found, DockerfileBuilder file, bool prefersLambda)
    {
        file.Ignore(Ignored);
        return new RubyImage(found, file, RubyNeeds.Of(found, file, prefersLambda));
    }

    /// <summary>Writes the stages up to the point where the image has gems and code.</summary>
    /// <param name="isHandler">Whether Lambda calls a method, so that a base without the runtime client needs one.</param>
    /// <param name="shared">Variables of build and image.</param>
    /// <param name="environment">Adds what the image needs besides, before anything that changes with the project.</param>
    /// <param name="finish">Commands for the build stage that need the code; the code then comes from there.</param>
    /// <returns>The final stage.</returns>
    public StageBuilder Write(
        bool isHandler, IReadOnlyList<KeyValuePair<string, string>> shared, Action<StageBuilder>? environment = null, Action<StageBuilder>? finish = null)
    {
        var needsClient = isHandler && !IsLambda && Gems?.Find("aws_lambda_ric") is null;
        _bundle = finish is null && isHandler ? BesideCode : Apart;
        KeyValuePair<string, string>[] variables = [.. HasGems ? Bundler() : [], .. needsClient ? [GemPath] : Array.Empty<KeyValuePair<string, string>>(), .. shared];
        if (_file.InstallsOnHost) RubyHostForm.Install(_found, _needs, _file, needsClient, finish is not null, HasGems);
        var installs = !_file.InstallsOnHost && (HasGems || needsClient || finish is not null);
        var parent = _needs.Image;
        if (installs)
        {
            var stage = _file.SharedStage(parent, "What the build and the image have in common.").WorkDir(LambdaBaseImages.TaskRoot);
            if (variables.Length > 0) stage.Env(variables);
            stage.Prepare();
            parent = parent.As("base");
            WriteBuild(_file.BuildStage(parent, "Compilers and header files stay in this stage."), needsClient, finish);
        }

        var final = _file.FinalStage(parent);
        if (!installs && !IsLambda) final.WorkDir(LambdaBaseImages.TaskRoot);
        if (!installs && variables.Length > 0) final.Env(variables);
        final.Prepare(_needs.Run);
        environment?.Invoke(final);
        if (needsClient) final.Comment("The runtime client lets Lambda call the function.").Copy([Client], Client, from: "build");
        if (HasGems)
        {
            final.Comment("The gems.");
            if (_file.InstallsOnHost) final.Copy([BesideCode], AbsoluteBundle, from: HostInstall.ContextName);
            else final.Copy([AbsoluteBundle], AbsoluteBundle, from: "build");
        }

        if (finish is null) return final.Comment(HasGems ? ["The code last: it changes most often."] : []).Copy(["."], "./");
        return final.Comment("The code last, with what was made of it.").Copy([LambdaBaseImages.TaskRoot], "./", from: "build");
    }

    /// <summary>AWS's own image searches the gems without Bundler; others have to be told.</summary>
    private KeyValuePair<string, string> GemPath => new("GEM_PATH", $"{AbsoluteBundle}/ruby/{_found.Runtime.Version}.0:{Client}");

    private IEnumerable<KeyValuePair<string, string>> Bundler()
    {
        yield return new("BUNDLE_DEPLOYMENT", "1");
        yield return new("BUNDLE_PATH", _bundle);
        yield return new("BUNDLE_WITHOUT", "development:test");
        if (_file.Options.ForceRubyPlatform == true) yield return new("BUNDLE_FORCE_RUBY_PLATFORM", "true");
    }

    private void WriteBuild(StageBuilder stage, bool needsClient, Action<StageBuilder>? finish)
    {
        stage.Prepare(_needs.Build);
        if (needsClient)
        {
            stage.Comment("The runtime client lets Lambda call the function.")
                .Install(null, $"gem install --no-document --install-dir {Client} --bindir {Client}/bin aws_lambda_ric");
        }

        if (HasGems) WriteGems(stage, Gems!);
        if (finish is null) return;
        finish(stage);
    }

    private void WriteGems(StageBuilder stage, Gemfile gems)
    {
        string[] files = [.. new[] { Gemfile.File, Gemfile.LockFile, ".ruby-version", ".tool-versions" }.Where(_found.Project.Exists)];
        string[] local = [.. gems.Production.Where(gem => gem.Section == "PATH").Select(gem => gem.Remote.Trim('/')).Distinct(StringComparer.Ordinal)];
        if (local.Contains(".") || gems.ReadsOtherFiles)
        {
            stage.Comment("The code is there first, because the Gemfile reads files of it.").Copy(["."], "./");
        }
        else
        {
            stage.Comment($"Gems first: this layer is reused until {string.Join(" or ", files)} changes.").CopyManifests(files);
            foreach (var folder in local) stage.Copy([folder], $"./{folder}");
            if (_found.Project.HasFolder("vendor/cache")) stage.Copy(["vendor/cache"], "./vendor/cache");
        }

        stage.Install("/root/.bundle/cache",
        [
            .. NetPop(gems) ? ["sed -i '/^    net-pop (0.1.2)/a\\      net-protocol' Gemfile.lock"] : Array.Empty<string>(),
            "BUNDLE_GLOBAL_GEM_CACHE=true bundle install", $"rm -rf {_bundle}/ruby/*/cache {_bundle}/ruby/*/bundler/gems/*/.git",
        ]);
    }

    /// <summary>Ruby 3.3.3 writes lock files that no Ruby can install for deployment. <see href="https://bugs.ruby-lang.org/issues/20581"/></summary>
    private static bool NetPop(Gemfile gems) => gems.Lock?.Gems.Any(gem => gem.Dependency is { Name: "net-pop", Constraint: "0.1.2" } && gem.Needs.Count == 0) == true;
}
