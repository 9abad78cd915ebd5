import type { FC } from 'hono/jsx'
import type { Directory } from '../../app/people/directory.js'
import { peoplePath } from '../paths.js'
import { Act, Choice, Field } from './people-forms.js'

/** The forms by which departments and posts are added. */
export const Adding: FC<{ directory: Directory; typed: Record<string, string> }> = ({ directory: { city, bureaus, roles }, typed }) => {
  const departments = bureaus.flatMap((bureau) => bureau.departments)
  return (
    <>
      <h2>加える</h2>
      <Act title="課を加える" action={`${peoplePath(city)}/departments`} button="課を加える" open={'bureau' in typed && 'code' in typed}>
        <Field
          form="department"
          name="code"
          label="課のコード"
          value={'role' in typed ? '' : typed['code']}
          hint="英小文字・数字・ハイフン。例：shogyo。会議体の課は、会議体の id と同じにします。後から変えられません。"
        />
        <Field form="department" name="name" label="課の名前" value={typed['name']} />
        <Field form="department" name="bureau" label="局" value={typed['bureau']} />
      </Act>
      {departments.length > 0 && (
        <Act title="職を加える" action={`${peoplePath(city)}/posts`} button="職を加える" open={'role' in typed}>
          <Field
            form="post"
            name="code"
            label="職のコード"
            value={'role' in typed ? typed['code'] : ''}
            hint="英小文字・数字・ハイフン。例：shogyo-officer。後から変えられません。"
          />
          <Field form="post" name="title" label="職の名前" value={typed['title']} hint="例：商業振興課 担当" />
          <Choice
            form="post"
            name="department"
            label="課"
            value={typed['department']}
            options={departments.map(({ key, name }) => [key, name])}
          />
          <Choice form="post" name="role" label="役割" value={typed['role']} options={roles} />
          <Field
            form="post"
            name="mailbox"
            label="職のメール"
            type="email"
            value={typed['mailbox']}
            hint="依頼が届くアドレス。課の共用のアドレスで構いません。空にすると、就いている人のメールに送ります。"
            optional
          />
        </Act>
      )}
    </>
  )
}
