using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>The image of a class that Lambda calls: classes in /var/task, libraries in /var/task/lib, as AWS's base image wants them.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/java-image.html"/></summary>
internal static class JavaFunction
{
    private const string Client = "com.amazonaws:aws-lambda-java-runtime-interface-client";

    /// <param name="found">The project.</param>
    /// <param name="module">The module with the function.</param>
    /// <param name="file">The document.</param>
    /// <param name="environment">Variables that the framework needs.</param>
    public static void Write(Detection found, JavaModule module, DockerfileBuilder file, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var build = new JavaBuild(JavaModule.ReadAll(found.Project), module, found.Runtime);
        var image = file.ChooseBase(LambdaBaseImages.Image(found.Runtime));
        build.WriteExploded(file);
        var stage = Final(found, module, file, image, [.. environment]);
        build.CopyExploded(stage, file, "./");
        Start(found, module, stage, image);
    }

    /// <summary>Starts the final stage.</summary>
    public static StageBuilder Final(Detection found, JavaModule module, DockerfileBuilder file, ParentImage image, IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        if (IsElsewhere(image) && module.Find(Client) is null) throw CompiledErrors.HandlerClassNeedsLambdaBase(found.Handler!, image.Image);
        var stage = file.FinalStage(image);
        if (IsElsewhere(image)) stage.WorkDir(LambdaBaseImages.TaskRoot);
        if (environment.Count > 0) stage.Env(environment);
        return stage.Prepare();
    }

    public static void Start(Detection found, JavaModule module, StageBuilder stage, ParentImage image)
    {
        if (IsElsewhere(image) && module.Find(Client) is not null)
            stage.Comment("The project's own runtime client.").Entrypoint(JavaServer.Java(image), "-cp", "/var/task:/var/task/lib/*", "com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
        stage.Cmd(found.Handler!);
    }

    /// <summary>Whether the image surely has no runtime client; a company's own may be made from AWS's.</summary>
    private static bool IsElsewhere(ParentImage image) => !image.IsLambda && image.Distribution is LinuxDistribution.Debian or LinuxDistribution.Alpine;
}
