namespace LambdaImage;

/// <summary>What a user may be about to type.</summary>
public enum CompletionKind
{
    /// <summary>Named profile of the AWS configuration files.</summary>
    Profile,

    /// <summary>Repository of Amazon ECR, by name.</summary>
    Repository,

    /// <summary>Repository of Amazon ECR, with its registry.</summary>
    RepositoryUri,

    /// <summary>Tag of a repository, newest image first.</summary>
    Tag,

    /// <summary>Function that is made from an image.</summary>
    Function,

    /// <summary>Alias of a function.</summary>
    Alias,

    /// <summary>Published version of a function, newest first.</summary>
    Version,

    /// <summary>Stage of a Dockerfile.</summary>
    DockerfileStage,

    /// <summary>Builder of docker's buildx.</summary>
    Builder,

    /// <summary>Name of an ARG instruction of a Dockerfile.</summary>
    BuildArgument,

    /// <summary>Function of lambda-image.yml, or of another tool's file.</summary>
    ServiceFunction,

    /// <summary>Stage of lambda-image.yml.</summary>
    ServiceStage,

    /// <summary>File of another tool that a lambda-image.yml can be made of.</summary>
    ImportableFile,

    /// <summary>Rule about Dockerfiles.</summary>
    LintRule,
}
