using LambdaImage.Engine.Builders;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>What a Dockerfile that is the user's own from now on says about itself.</summary>
internal static class EjectedHeader
{
    public static string Of(LambdaProject project, Dockerfile document)
    {
        var secrets = string.Concat(BuildMounts.Secrets(document).Select(id => $" --secret id={id},src=FILE"));
        var ssh = BuildMounts.UsesSsh(document) ? " --ssh default" : "";
        return $"""
            # {project.Framework} for AWS Lambda. LambdaImage wrote this file once; it is yours and needs LambdaImage no more.
            #
            # Build it (without provenance, because Lambda refuses the image index that comes with it):
            #   docker buildx build --provenance=false --platform linux/{project.Architecture.OciName()}{secrets}{ssh} -t {project.Name} .
            # With LambdaImage: Build-LambdaImage -Dockerfile Dockerfile, or: lambda-image build --dockerfile


            """.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>What the user has to do differently from now on.</summary>
    public static string Next(LambdaProject project) =>
        "The Dockerfile is yours from now on: build and deploy with -Dockerfile Dockerfile, or write 'dockerfile: Dockerfile' into lambda-image.yml"
        + (project.ConfigurationPath is null ? "." : ", whose keys about the image are part of the Dockerfile now and can go.");
}
