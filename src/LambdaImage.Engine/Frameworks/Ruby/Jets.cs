using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Ruby;

/// <summary>A project of Ruby on Jets, with the handler and the entry point that Jets gives its images. <see href="https://docs.rubyonjets.com/docs/docker/dockerfile/managed/"/></summary>
internal sealed class Jets : IFramework
{
    private const string Handler = "handlers/controller.lambda_handler";
    private const string HandlerFile = "handlers/controller.rb";

    private static readonly string[] Served = ["rails", "sinatra", "hanami", "rack", "puma"];

    public string Name => "Jets";

    public string Specializes => "Rails";

    public string LooksFor => $"jets in the Gemfile, and config/jets or {HandlerFile}";

    public FrameworkFacts Facts => new("Ruby", "public.ecr.aws/docker/library/ruby", Handler,
        Notes: "Entry point aws_lambda_ric, as Jets has it. Jets' own keys: docker.image is -Image, dockerfile.custom is -Dockerfile, dockerfile.apt.packages.* are packages by stage, "
            + "dockerfile.build_args.* are build arguments by stage, dockerfile.copy_for_bundle is copyBeforeInstall, dockerfile.gemfile.force_ruby_platform is forceRubyPlatform, "
            + "dockerfile.image_package.from_base.* is the base image by part. A Rails, Sinatra or Rack application without handlers/controller.rb is served behind the web adapter instead.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (Gemfile.Read(project) is not { } gems || gems.Find("jets") is not { } jets) return null;
        if (!project.Exists(HandlerFile) && !project.HasFolder("config/jets") && !project.HasFolder("config")) return null;
        var hasHandler = project.Exists(HandlerFile);
        // Such an application needs nothing of Jets to answer requests.
        if (!hasHandler && project.Exists(RubyServer.RackUp) && Served.Any(name => gems.Declared.Any(gem => gem.Name == name))) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Ruby.Choose(AskedVersions.Ruby(project)),
            Handler = hasHandler ? Handler : null,
            Incomplete = hasHandler ? null : RubyErrors.JetsHandlerMissing(jets, project.Path),
            Evidence = [jets.Says("Jets"), .. hasHandler ? new[] { new Evidence(HandlerFile, null, "is there", "the handler") } : []],
            Warnings = project.HasFolder("config/jets") ? ["config/jets is Ruby code, which LambdaImage does not run; what it sets for the image is set in lambda-image.yml or by parameters."] : [],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        var image = RubyImage.Plan(found, file, prefersLambda: false);
        var gems = image.Gems!;
        var isRails = gems.Find("rails") is not null && found.Project.Exists(Rails.Application);
        if (isRails) RailsBuild.Ignore(found.Project, file);
        var stage = image.Write(isHandler: true, isRails ? [.. RailsBuild.Shared(gems)] : [new("RACK_ENV", "production")],
            final => final.Env([.. isRails ? RailsBuild.Environment(gems, file.Options) : [], new("HOME", "/tmp")]), isRails ? RailsBuild.Steps(found.Project, gems, file) : null);
        if (!image.IsLambda) stage.Entrypoint(image.RuntimeClient);
        stage.Cmd(found.Handler!);
    }
}
