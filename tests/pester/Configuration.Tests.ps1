# The parameters that stand for keys of lambda-image.yml, -Eject, and -WhatIf with them.

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive
    $app = (New-Item -ItemType Directory (Join-Path $TestDrive app)).FullName

    function Asked([string] $type) { $engine::Requests.ToArray().Where{ $_.GetType().Name -eq $type } }
    function Setting([string] $key) { (Asked ProjectRequest)[-1].Settings.Where{ $_.Key -eq $key }[-1] }
}

Describe 'The parameters for the image' {
    BeforeEach { $engine::Reset() }

    It '<parameter> becomes <key>: <value>' -ForEach @(
        @{ parameter = 'BaseImage'; given = 'ruby:3.4'; key = 'base.image'; value = '"ruby:3.4"' }
        @{ parameter = 'Package'; given = 'git', 'curl'; key = 'packages.all'; value = '["git","curl"]' }
        @{ parameter = 'BuildPackage'; given = 'gcc'; key = 'packages.build'; value = '["gcc"]' }
        @{ parameter = 'DeploymentPackage'; given = @(); key = 'packages.deployment'; value = '[]' }
        @{ parameter = 'NoAutoPackage'; given = $true; key = 'packages.auto'; value = 'false' }
        @{ parameter = 'ImageEnvironment'; given = @{ B = 2; A = 'ä "x"'; C = $true }; key = 'environment'; value = '{"A":"ä \"x\"","B":"2","C":true}' }
        @{ parameter = 'ImageCommand'; given = 'node', 'server.js'; key = 'command'; value = '["node","server.js"]' }
        @{ parameter = 'User'; given = '1000'; key = 'user'; value = '"1000"' }
        @{ parameter = 'WebAdapter'; given = @{ port = 3000; asyncInit = $true }; key = 'webAdapter'; value = '{"asyncInit":true,"port":"3000"}' }
        @{ parameter = 'Hook'; given = @{ BeforeBuild = 'a.dockerfile' }; key = 'hooks'; value = '{"BeforeBuild":"a.dockerfile"}' }
        @{ parameter = 'CopyBeforeInstall'; given = 'gems'; key = 'copyBeforeInstall'; value = '["gems"]' }
        @{ parameter = 'BuildSecret'; given = 'npm', @{ id = 'gems'; variable = 'BUNDLE_X' }; key = 'secrets'; value = '["npm",{"id":"gems","variable":"BUNDLE_X"}]' }
        @{ parameter = 'Ssh'; given = $true; key = 'ssh'; value = 'true' }
        @{ parameter = 'PinBase'; given = $true; key = 'base.pin'; value = 'true' }
        @{ parameter = 'DependencyInstall'; given = 'Host'; key = 'dependencyInstall'; value = '"Host"' }
    ) {
        $parameters = @{ $parameter = $given }
        New-LambdaDockerfile $app @parameters | Out-Null
        (Setting $key).Value | Should -Be $value
        (Setting $key).Source | Should -Be "-$parameter"
    }

    It 'takes what ConvertFrom-Json gives for a table' {
        $json = '{ "environment": { "A": "1" }, "secrets": [{ "id": "npm", "variable": "NPM_TOKEN" }] }' | ConvertFrom-Json
        Get-LambdaProject $app -Setting $json -BuildSecret $json.secrets[0] | Out-Null
        (Setting environment).Value | Should -Be '{"A":"1"}'
        (Asked ProjectRequest)[-1].Settings.Where{ $_.Key -eq 'secrets' }.Value | Should -Be (@('[{"id":"npm","variable":"NPM_TOKEN"}]') * 2)
    }

    It 'any key can be given with -Setting, and a parameter of its own wins over it' {
        Get-LambdaProject $app -Setting @{ 'base.variant' = 'slim'; 'packages.all' = 'vim'; ssh = $false } -Package git | Out-Null
        (Setting base.variant).Value | Should -Be '"slim"'
        (Setting base.variant).Source | Should -Be '-Setting base.variant'
        (Setting ssh).Value | Should -Be 'false'
        (Setting packages.all).Value | Should -Be '["git"]'
    }

    It '-Configuration reaches the engine from <_>' -ForEach 'Get-LambdaProject', 'New-LambdaDockerfile', 'Build-LambdaImage' {
        & $_ $app -Configuration prod.yml | Out-Null
        (Asked ProjectRequest)[0].Configuration | Should -Be prod.yml
    }

    It 'a choice about the image makes a known project be looked at again' {
        Get-LambdaProject $app | New-LambdaDockerfile -Package git | Out-Null
        Asked ProjectRequest | Should -HaveCount 2
    }

    It 'a Dockerfile that is made already cannot be changed by them' {
        $file = New-LambdaDockerfile $app
        { $file | Build-LambdaImage -Package git } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage '-Package*'
    }

    It 'the function''s own command and variables are others' {
        Deploy-LambdaImage $app -FunctionName demo -ImageCommand a -Command b -ImageEnvironment @{ A = 1 } -EnvironmentVariable @{ B = 2 } | Out-Null
        (Asked ServiceRequest).Project.Settings.Value | Should -Be '{"A":"1"}', '["a"]'
        (Asked UpdateFunctionRequest).Settings.Command | Should -Be b
        (Asked UpdateFunctionRequest).Settings.Environment.Keys | Should -Be B
    }
}

Describe 'The build' {
    BeforeEach { $engine::Reset() }

    It 'is given the SSH agent, and secrets of files and variables' {
        Push-Location $TestDrive
        try { Build-LambdaImage $app -Ssh -Secret @{ npm = './token'; gems = 'ENV:GEMS' } | Out-Null } finally { Pop-Location }
        (Asked BuildRequest).Ssh | Should -BeTrue
        (Asked BuildRequest).Secrets['npm'] | Should -Be (Join-Path $TestDrive token)
        (Asked BuildRequest).Secrets['gems'] | Should -Be env:GEMS
    }

    It 'decides with its engine where dependencies are installed' {
        Build-LambdaImage $app -Engine Podman | Out-Null
        (Asked DockerfileRequest).Engine | Should -Be Podman
    }

    It 'renews pins when they were asked for' {
        Build-LambdaImage $app -PinBase -AllowInsecureRegistry | Out-Null
        (Asked DockerfileRequest).RenewPins | Should -BeTrue
        (Asked DockerfileRequest).AllowInsecureRegistry | Should -BeTrue
        New-LambdaDockerfile $app | Out-Null
        (Asked DockerfileRequest)[1].RenewPins | Should -BeFalse
    }
}

Describe '-Eject' {
    BeforeEach { $engine::Reset() }

    It 'reaches the engine' {
        New-LambdaDockerfile $app -Eject -Force | Out-Null
        (Asked DockerfileRequest).Eject | Should -BeTrue
        (Asked DockerfileRequest).Force | Should -BeTrue
    }

    It 'writes nothing under -WhatIf' {
        New-LambdaDockerfile $app -Eject -WhatIf | Should -BeNullOrEmpty
        $engine::Events.ToArray().Where{ $_ -eq 'running' } | Should -HaveCount 1 -Because 'only the project is looked at'
    }
}
