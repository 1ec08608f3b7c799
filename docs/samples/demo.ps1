# From a folder to an image, without Docker, AWS or network: what is it, how is it built, and what came out?
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$artifacts = (Resolve-Path (Join-Path $PSScriptRoot '../../artifacts')).ProviderPath
Import-Module (Join-Path $artifacts 'module/LambdaImage')

$archive = Join-Path $artifacts 'hello.tar'
$project = Get-LambdaProject (Join-Path $PSScriptRoot 'hello-bootstrap')
$project | Format-List Framework, Runtime, Architecture, Evidence
($project | New-LambdaDockerfile -TextOnly).Text
$project | New-LambdaDockerfile | Build-LambdaImage -Output $archive | Format-List Reference, Digest, Size, Builder, Duration

"Run it:    docker load --input $archive"
"Deploy it: Deploy-LambdaImage $($project.Path) -FunctionName hello -Role ROLE"
