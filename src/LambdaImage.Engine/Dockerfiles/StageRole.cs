namespace LambdaImage.Engine.Dockerfiles;

/// <summary>What a stage is for: packages, arguments and hooks of the user go where their role is.</summary>
internal enum StageRole
{
    /// <summary>A side stage, for example one that only unpacks something.</summary>
    Other,

    /// <summary>What the build and the image have in common.</summary>
    Shared,

    /// <summary>Installs and compiles; compilers stay here.</summary>
    Build,

    /// <summary>Becomes the image.</summary>
    Final,
}
