namespace LambdaImage.Engine.Dockerfiles;

/// <summary>What no image needs, whatever the language; some of it is secret. <c>ignore: ["!.env.production"]</c> in lambda-image.yml takes something in
/// again.</summary>
internal static class CommonIgnores
{
    public static IReadOnlyList<string> Secrets { get; } =
    [
        "**/.env", "**/.env.*", "**/.envrc", ".aws", ".azure", ".config/gcloud", ".docker", ".git-credentials", ".gnupg", ".kube", ".netrc", ".pgpass", ".pypirc", ".ssh",
        "**/id_dsa*", "**/id_ecdsa*", "**/id_ed25519*", "**/id_rsa*", "**/*.key", "**/*.p12", "**/*.pfx", "**/*.ppk", "**/*.tfstate", "**/*.tfstate.*", "**/*.tfvars",
    ];

    public static IReadOnlyList<string> Tools { get; } =
    [
        ".git", ".gitattributes", ".github", ".gitignore", ".gitlab-ci.yml", ".hg", ".svn", "azure-pipelines*.yml", "bitbucket-pipelines.yml", "Jenkinsfile", ".editorconfig",
        ".idea", ".vs", ".vscode", "**/.DS_Store", "**/Thumbs.db", "**/*.swp", "*.log", ".aws-sam", ".serverless", ".terraform", "cdk.out", "compose*.yml", "docker-compose*.yml",
        "Dockerfile", ".dockerignore", "lambda-image.yml", "lambda-image.yaml",
    ];

    public static IEnumerable<string> All => Secrets.Concat(Tools);
}
